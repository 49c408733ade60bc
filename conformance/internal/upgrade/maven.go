package upgrade

import (
	"fmt"
	"os"
	"path"
	"regexp"
)

// maven is a folder whose pom.xml has the SDK's version in the property
// aws.version.
type maven struct{ folder string }

// sdkJava is the name by which the version of all its artifacts goes.
const sdkJava = "software.amazon.awssdk"

func (p maven) tools() []string { return []string{"mvn"} }
func (p maven) files() []string { return []string{path.Join(p.folder, "pom.xml")} }

var (
	awsProperty = regexp.MustCompile(`<aws\.version>([^<]+)</aws\.version>`)
	awsNewest   = regexp.MustCompile(`(?m)\$\{aws\.version\} \.+ (?:\S+ -> )?(\S+)\s*$`)
)

func (p maven) versions(root string) (map[string]string, error) {
	b, err := os.ReadFile(at(root, p.files()[0]))
	if err != nil {
		return nil, err
	}
	m := awsProperty.FindSubmatch(b)
	if m == nil {
		return nil, fmt.Errorf("%s has no property aws.version", p.files()[0])
	}
	return map[string]string{sdkJava: string(m[1])}, nil
}

func (p maven) newest(root string) (map[string]string, error) {
	out, err := output(at(root, p.folder), "mvn", "--batch-mode", "org.codehaus.mojo:versions-maven-plugin:2.18.0:display-property-updates",
		"-DincludeProperties=aws.version")
	if err != nil {
		return nil, fmt.Errorf("%w\n%s", err, out)
	}
	return mavenNewest(string(out))
}

// mavenNewest reads what display-property-updates prints: "${aws.version} ....
// 2.59.1 -> 2.60.0", or the version alone where it is the newest.
func mavenNewest(out string) (map[string]string, error) {
	m := awsNewest.FindStringSubmatch(out)
	if m == nil {
		return nil, fmt.Errorf("maven says nothing of aws.version: %q", out)
	}
	return map[string]string{sdkJava: m[1]}, nil
}

func (p maven) pin(root string, wanted map[string]string) error {
	now, err := p.versions(root)
	if err != nil {
		return err
	}
	return replace(at(root, p.files()[0]), "<aws.version>"+now[sdkJava]+"<", "<aws.version>"+wanted[sdkJava]+"<")
}
