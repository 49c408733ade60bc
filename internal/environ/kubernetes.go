package environ

import (
	"fmt"
	"path"
	"strings"
)

// kubeObject is a pod, or something that has a template of pods (Kubernetes API
// v1, core and apps).
type kubeObject struct {
	Kind     string       `json:"kind"`
	Items    []kubeObject `json:"items"`
	Metadata kubeMeta     `json:"metadata"`
	Wanted   struct {
		kubeSpec
		Template    *kubeTemplate `json:"template"`
		JobTemplate *struct {
			Wanted struct {
				Template kubeTemplate `json:"template"`
			} `json:"spec"`
		} `json:"jobTemplate"`
	} `json:"spec"`
}

type kubeMeta struct {
	Name      string `json:"name"`
	Namespace string `json:"namespace"`
}

type kubeTemplate struct {
	Metadata kubeMeta `json:"metadata"`
	Wanted   kubeSpec `json:"spec"`
}

type kubeSpec struct {
	Containers         []kubeContainer `json:"containers"`
	InitContainers     []kubeContainer `json:"initContainers"`
	Volumes            []kubeVolume    `json:"volumes"`
	ServiceAccountName string          `json:"serviceAccountName"`
	NodeName           string          `json:"nodeName"`
}

type kubeContainer struct {
	Name       string `json:"name"`
	WorkingDir string `json:"workingDir"`
	Env        []struct {
		Name      string         `json:"name"`
		Value     string         `json:"value"`
		ValueFrom *kubeValueFrom `json:"valueFrom"`
	} `json:"env"`
	EnvFrom []struct {
		Prefix       string   `json:"prefix"`
		ConfigMapRef *kubeRef `json:"configMapRef"`
		SecretRef    *kubeRef `json:"secretRef"`
	} `json:"envFrom"`
	VolumeMounts []struct {
		Name      string `json:"name"`
		MountPath string `json:"mountPath"`
		SubPath   string `json:"subPath"`
	} `json:"volumeMounts"`
}

type kubeRef struct {
	Name string `json:"name"`
	Key  string `json:"key"`
}

type kubeValueFrom struct {
	FieldRef *struct {
		FieldPath string `json:"fieldPath"`
	} `json:"fieldRef"`
	ConfigMapKeyRef *kubeRef `json:"configMapKeyRef"`
	SecretKeyRef    *kubeRef `json:"secretKeyRef"`
}

type kubeVolume struct {
	Name      string `json:"name"`
	Projected *struct {
		Sources []struct {
			ServiceAccountToken *struct {
				Path string `json:"path"`
			} `json:"serviceAccountToken"`
		} `json:"sources"`
	} `json:"projected"`
	Secret    *struct{} `json:"secret"`
	ConfigMap *struct{} `json:"configMap"`
	HostPath  *struct{} `json:"hostPath"`
}

// pod gives the metadata and the specification of an object's pods.
func (o *kubeObject) pod() (kubeMeta, *kubeSpec) {
	switch {
	case o.Wanted.JobTemplate != nil:
		return o.Metadata, &o.Wanted.JobTemplate.Wanted.Template.Wanted
	case o.Wanted.Template != nil:
		return o.Metadata, &o.Wanted.Template.Wanted
	}
	return o.Metadata, &o.Wanted.kubeSpec
}

func ofKubernetes(o *kubeObject, name string) (*Bundle, error) {
	if o.Kind == "List" || strings.HasSuffix(o.Kind, "List") {
		if len(o.Items) != 1 {
			return nil, fmt.Errorf("it is a list of %d objects: give one of them, as kubectl get pod NAME -o json prints it", len(o.Items))
		}
		return ofKubernetes(&o.Items[0], name)
	}
	meta, pods := o.pod()
	var names []string
	containers := append(append([]kubeContainer{}, pods.Containers...), pods.InitContainers...)
	for i := range containers {
		names = append(names, containers[i].Name)
	}
	if name == "" && len(pods.Containers) == 1 {
		name = pods.Containers[0].Name // those that only prepare it are not meant
	}
	at, err := choose(names, name)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", strings.ToLower(o.Kind), meta.Name, err)
	}
	c := &containers[at]
	b := described("container " + c.Name + " of " + strings.ToLower(o.Kind) + " " + meta.Name)
	for _, from := range c.EnvFrom {
		switch {
		case from.SecretRef != nil:
			b.unknown("all variables of the secret %s", from.SecretRef.Name)
		case from.ConfigMapRef != nil:
			b.unknown("all variables of the config map %s", from.ConfigMapRef.Name)
		}
	}
	room := maxExpanded
	for _, v := range c.Env {
		if v.ValueFrom == nil {
			value := b.expanded(v.Value, room)
			if room -= len(value); room < 0 {
				return nil, fmt.Errorf("%s: with %s its variables come to more than %d MiB", b.Source, v.Name, maxExpanded>>20)
			}
			b.give(v.Name, value)
		} else if value, ok := v.ValueFrom.known(meta, pods); ok {
			b.give(v.Name, value)
		} else {
			b.unknown("%s, which comes from %s", v.Name, v.ValueFrom.source())
		}
	}
	b.settle("", c.WorkingDir)
	b.mount(pods, c)
	return b, nil
}

// known gives the value of a field that the object itself has.
func (f *kubeValueFrom) known(meta kubeMeta, pods *kubeSpec) (string, bool) {
	if f.FieldRef == nil {
		return "", false
	}
	value := ""
	switch f.FieldRef.FieldPath {
	case "metadata.name":
		value = meta.Name
	case "metadata.namespace":
		value = meta.Namespace
	case "spec.serviceAccountName":
		value = pods.ServiceAccountName
	case "spec.nodeName":
		value = pods.NodeName
	}
	return value, value != ""
}

func (f *kubeValueFrom) source() string {
	switch {
	case f.SecretKeyRef != nil:
		return fmt.Sprintf("%s of the secret %s", f.SecretKeyRef.Key, f.SecretKeyRef.Name)
	case f.ConfigMapKeyRef != nil:
		return fmt.Sprintf("%s of the config map %s", f.ConfigMapKeyRef.Key, f.ConfigMapKeyRef.Name)
	case f.FieldRef != nil:
		return f.FieldRef.FieldPath
	}
	return "the container's resources"
}

// maxExpanded is how much the variables of a container may come to, in bytes: no system
// starts a program with more.
const maxExpanded = 8 << 20

// expanded replaces $(NAME) by variables that stand before; $$ is a dollar sign
// (Kubernetes, third_party/forked/golang/expansion). It ends where there is more than
// there is room for.
func (b *Bundle) expanded(value string, room int) string {
	var out strings.Builder
	for i := 0; i < len(value) && out.Len() <= room; i++ {
		if value[i] != '$' || i+1 == len(value) {
			out.WriteByte(value[i])
			continue
		}
		switch value[i+1] {
		case '$':
			out.WriteByte('$')
			i++
			continue
		case '(':
			if name, _, ok := strings.Cut(value[i+2:], ")"); ok {
				if v, known := b.value(name); known {
					out.WriteString(v)
					i += len(name) + 2
					continue
				}
			}
		}
		out.WriteByte('$')
	}
	return out.String()
}

// mount puts the tokens where the volumes have them: the files of IAM roles for
// service accounts and of EKS Pod Identity, whose text nobody can know before.
func (b *Bundle) mount(pods *kubeSpec, c *kubeContainer) {
	volumes := map[string]*kubeVolume{}
	for i := range pods.Volumes {
		volumes[pods.Volumes[i].Name] = &pods.Volumes[i]
	}
	for _, m := range c.VolumeMounts {
		v := volumes[m.Name]
		switch {
		case v == nil:
		case v.Projected != nil:
			for _, s := range v.Projected.Sources {
				if s.ServiceAccountToken != nil {
					at := path.Join(m.MountPath, s.ServiceAccountToken.Path)
					if m.SubPath != "" {
						at = m.MountPath
					}
					b.giveFile(at, token)
				}
			}
		case v.Secret != nil, v.ConfigMap != nil, v.HostPath != nil:
			b.unknown("the files in %s, which the volume %s has", m.MountPath, m.Name)
		}
	}
}
