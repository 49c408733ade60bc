"""Writes src/cases.rs: a function for each case of JSON lines that this SDK can be asked.

Usage: python3 generate.py src/cases.rs < CASES.jsonl. It needs botocore for the types of inputs, and the
sources of the crates, which cargo fetch brings, for their names.
"""
import json,re,sys,base64,os,glob,datetime
import botocore.session
loader=botocore.session.get_session().get_component("data_loader")
REG=glob.glob(os.path.expanduser("~/.cargo/registry/src/*/"))[0]
CR={"cloudwatch":"cloudwatch","dynamodb":"dynamodb","iam":"iam","kms":"kms","lambda":"lambda","route53":"route53","s3":"s3","sqs":"sqs","sts":"sts"}
DIR={s:glob.glob(REG+"aws-sdk-%s-1.*"%c)[0] for s,c in CR.items()}
def snake(n):
    n=re.sub(r"([A-Z]+)([A-Z][a-z])",r"\1_\2",n); n=re.sub(r"([a-z\d])([A-Z])",r"\1_\2",n)
    n=n.replace("-","_").lower()
    return n
KEY={"type":"r#type","match":"r#match"}
def pascal(n): return "".join(p[:1].upper()+p[1:] for p in snake(n).split("_"))
class Skip(Exception): pass
files={}
def typefile(svc,name):
    p=f"{DIR[svc]}/src/types/_{snake(name)}.rs"
    if p not in files:
        files[p]=open(p).read() if os.path.exists(p) else None
    if files[p] is None: raise Skip("no type "+name)
    return files[p]
def rs(s):
    n=0
    while '"'+"#"*n in s: n+=1
    return json.dumps(s,ensure_ascii=False).replace("\\u007f","\x7f") if False else "String::from_utf8(vec!%s).unwrap()"%json.dumps(list(s.encode()))
def tname(svc,name):
    src=f"{DIR[svc]}/src/types/_{snake(name)}.rs"
    t=typefile(svc,name)
    m=re.search(r"pub (?:struct|enum) (\w+)",t)
    return m[1],t
def setter(text,name):
    for c in (snake(name),snake(name).replace("_5","5")):
        if re.search(r"pub fn set_%s\("%re.escape(c),text): return "set_"+c
    raise Skip("no setter "+name)
def val(svc,M,shape,v,streaming=False):
    s=M["shapes"][shape]; t=s["type"]
    if v is None: raise Skip("null")
    if t=="string":
        if not isinstance(v,str): raise Skip("not text")
        if "enum" in s and len(s["enum"]):
            n,_=tname(svc,shape); return f"aws_sdk_{CR[svc]}::types::{n}::from({rs(v)}.as_str())"
        return rs(v)
    if t in("integer","long"):
        if isinstance(v,bool) or not isinstance(v,int): raise Skip("not int")
        return f"{v}{'i32' if t=='integer' else 'i64'}"
    if t in("double","float"):
        ty="f64" if t=="double" else "f32"
        if isinstance(v,str): return f'"{ {"Infinity":"inf","-Infinity":"-inf"}.get(v,v)}".parse::<{ty}>().unwrap()'
        return f'"{v!r}".parse::<{ty}>().unwrap()'
    if t=="boolean":
        if not isinstance(v,bool): raise Skip("not bool")
        return "true" if v else "false"
    if t=="blob":
        b=base64.b64decode(v)
        lit=("vec![120u8; %d]"%len(b)) if len(b)>1000 and set(b)=={120} else "vec!%s"%json.dumps(list(b)) if b else "Vec::<u8>::new()"
        if len(b)>1000 and set(b)!={120}: raise Skip("large")
        return f"aws_sdk_{CR[svc]}::primitives::"+(f"ByteStream::from({lit})" if streaming else f"Blob::new({lit})")
    if t=="timestamp":
        if isinstance(v,(int,float)): sec=int(v//1); nan=int(round((v-sec)*1e9))
        else:
            m=re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)",v)
            if not m: raise Skip("time "+v)
            d=datetime.datetime.fromisoformat(m[1]+("+00:00" if m[3]=="Z" else m[3])); sec=int(d.timestamp()); nan=int(round(float(m[2] or 0)*1e9))
        return f"aws_sdk_{CR[svc]}::primitives::DateTime::from_secs_and_nanos({sec},{nan})"
    if t=="list":
        return "vec!["+", ".join(val(svc,M,s["member"]["shape"],x) for x in v)+"]"
    if t=="map":
        if len(v)>1: raise Skip("map order")
        kt=M["shapes"][s["key"]["shape"]]
        return "std::collections::HashMap::from(["+", ".join(f"({val(svc,M,s['key']['shape'],k)}, {val(svc,M,s['value']['shape'],x)})" for k,x in v.items())+"])"
    if t=="structure":
        n,text=tname(svc,shape)
        full=f"aws_sdk_{CR[svc]}::types::{n}"
        if s.get("union") or re.search(r"pub enum "+n,text):
            if len(v)!=1: raise Skip("union")
            k,x=next(iter(v.items()))
            vn=pascal(k)
            m=[w for w in re.findall(r"^    (\w+)\(",text,re.M) if w.lower()==k.lower()]
            if not m: raise Skip("variant "+k)
            return f"{full}::{m[0]}({val(svc,M,s['members'][k]['shape'],x)})"
        out=f"{full}::builder()"
        for k,x in v.items():
            if x is None: continue
            if k not in s.get("members",{}): raise Skip("member "+k)
            out+=f".{setter(text,k)}(Some({val(svc,M,s['members'][k]['shape'],x)}))"
        out+=".build()"
        if re.search(r"pub fn build\(self\)\s*->\s*::std::result::Result",text): out+="?"
        return out
    raise Skip(t)
models={}
fns=[]; skipped={}
for i,l in enumerate(sys.stdin):
    c=json.loads(l); svc=c["service"]
    if svc not in CR or c.get("forced_protocol"): continue
    try:
        if svc not in models: models[svc]=loader.load_service_model(svc,"service-2")
        M=models[svc]; op=M["operations"].get(c["operation"])
        if not op: raise Skip("no op")
        mod=snake(c["operation"])
        bf=f"{DIR[svc]}/src/operation/{mod}/builders.rs"
        if not os.path.exists(bf): raise Skip("no op "+mod)
        text=open(bf).read()
        ins=M["shapes"][op["input"]["shape"]] if "input" in op else {"members":{}}
        body=f"client.{mod}()"
        for k,v in c["input"].items():
            if v is None: continue
            if k not in ins["members"]: raise Skip("member "+k)
            sh=ins["members"][k]["shape"]; st=ins.get("payload")==k and M["shapes"][sh]["type"]=="blob" and (M["shapes"][sh].get("streaming") or ins["members"][k].get("streaming"))
            if M["shapes"][sh]["type"]=="structure" and M["shapes"][sh].get("document"): raise Skip("document")
            name=setter(text,k); value=val(svc,M,sh,v,st)
            wants=re.search(r"pub fn %s\([^)]*?input: ::std::option::Option<([^)]*)>\)"%name,text,re.S)
            if wants and wants[1]=="i32" and isinstance(v,str): value=f"{int(v)}i32"  # its models are its own
            if wants and "String" in wants[1] and isinstance(v,int) and not isinstance(v,bool): value=rs(str(v))
            body+=f".{name}(Some({value}))"
        pre=c.get("presign")
        if pre:
            if ".presigned(" not in text and "fn presigned" not in text: raise Skip("not presigned")
            fin=f"presigned(r, {body}.presigned(aws_sdk_{CR[svc]}::presigning::PresigningConfig::builder().start_time(r.at.into()).expires_in(std::time::Duration::from_secs({int(pre[:-1])})).build()?).await).await"
        else: fin=f"{{ {body}.send().await.map(|_| ()).map_err(|e| texts(&e)) }}"
        fns.append((l.rstrip("\n"),svc,fin,pre))
    except Skip as e:
        skipped[str(e)[:40]]=skipped.get(str(e)[:40],0)+1
sys.stderr.write("%d kept, skipped %s\n"%(len(fns),sorted(skipped.items(),key=lambda kv:-kv[1])[:25]))
out=open(sys.argv[1],"w")
out.write("use super::*;\n\n")
for n,(l,svc,fin,pre) in enumerate(fns):
    out.write(f"async fn case_{n}(r: &Run) -> Outcome {{ let client = r.{svc}(); "+(f"{fin}" if pre else f"match {fin} {{ Ok(()) => Ok(None), Err(e) => Err(e.into()) }}")+" }\n")
out.write("pub const CASES: &[&str] = &[\n")
for l,*_ in fns: out.write("    "+"r########\""+l+"\"########,\n")
out.write("];\npub async fn run(n: usize, r: &Run) -> Outcome {\n    match n {\n")
for n in range(len(fns)): out.write(f"        {n} => case_{n}(r).await,\n")
out.write("        _ => unreachable!(),\n    }\n}\n")
