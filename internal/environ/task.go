package environ

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// taskDefinition is what `aws ecs describe-task-definition` prints, or what is
// registered.
type taskDefinition struct {
	TaskDefinition          *taskDefinition `json:"taskDefinition"`
	TaskDefinitionArn       string          `json:"taskDefinitionArn"`
	Family                  string          `json:"family"`
	TaskRoleArn             string          `json:"taskRoleArn"`
	RequiresCompatibilities []string        `json:"requiresCompatibilities"`
	RuntimePlatform         struct {
		OperatingSystemFamily string `json:"operatingSystemFamily"`
	} `json:"runtimePlatform"`
	ContainerDefinitions []struct {
		Name             string        `json:"name"`
		User             string        `json:"user"`
		WorkingDirectory string        `json:"workingDirectory"`
		Environment      []taskSetting `json:"environment"`
		Secrets          []taskSetting `json:"secrets"`
		EnvironmentFiles []taskSetting `json:"environmentFiles"`
		MountPoints      []struct {
			ContainerPath string `json:"containerPath"`
		} `json:"mountPoints"`
	} `json:"containerDefinitions"`
}

type taskSetting struct {
	Name      string `json:"name"`
	Value     string `json:"value"`
	ValueFrom string `json:"valueFrom"`
}

// standInUUID is in the place of one that is made when a task starts.
const standInUUID = "00000000-0000-4000-8000-000000000000"

// ParseTask reads a task definition of Amazon ECS: the environment that one of its
// containers would have.
func ParseTask(text []byte, name string) (*Bundle, error) {
	var d taskDefinition
	if err := json.Unmarshal(text, &d); err != nil {
		return nil, fmt.Errorf("this is no task definition: %w", plainJSON(err))
	}
	if d.TaskDefinition != nil {
		d = *d.TaskDefinition
	}
	if len(d.ContainerDefinitions) == 0 {
		return nil, errors.New("this is no task definition: it has no containerDefinitions")
	}
	var names []string
	for _, c := range d.ContainerDefinitions {
		names = append(names, c.Name)
	}
	at, err := choose(names, name)
	if err != nil {
		return nil, err
	}
	c := &d.ContainerDefinitions[at]
	b := described("container " + c.Name + " of task " + d.Family)
	if strings.HasPrefix(d.RuntimePlatform.OperatingSystemFamily, "WINDOWS") {
		b.OS, b.Home, b.WorkingDir = "windows", `C:\Users\ContainerAdministrator`, `C:\`
	}
	b.agent(&d)
	for _, f := range c.EnvironmentFiles {
		b.unknown("the variables in %s", f.Value)
	}
	for _, v := range c.Environment {
		b.give(v.Name, v.Value)
	}
	for _, s := range c.Secrets {
		b.unknown("%s, which comes from %s", s.Name, s.ValueFrom)
	}
	b.settle(c.User, c.WorkingDirectory)
	for _, m := range c.MountPoints {
		b.unknown("the files in %s, which is a volume", m.ContainerPath)
	}
	return b, nil
}

// agent sets what ECS gives to every container of a task (Amazon ECS developer
// guide, "Amazon ECS environment variables" and "Task IAM role").
func (b *Bundle) agent(d *taskDefinition) {
	fargate := slices.Contains(d.RequiresCompatibilities, "FARGATE")
	kind := "AWS_ECS_EC2"
	if fargate {
		kind = "AWS_ECS_FARGATE"
	}
	b.give("AWS_EXECUTION_ENV", kind)
	b.give("ECS_CONTAINER_METADATA_URI_V4", "http://169.254.170.2/v4/"+strings.ReplaceAll(standInUUID, "-", "")+"-0000000000")
	if region := arnRegion(d.TaskDefinitionArn); region != "" {
		b.give("AWS_DEFAULT_REGION", region)
		b.give("AWS_REGION", region)
	} else {
		b.unknown("AWS_REGION and AWS_DEFAULT_REGION, which ECS sets to the region that the task runs in; give them with --env")
	}
	switch {
	case d.TaskRoleArn != "":
		b.give("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/"+standInUUID)
	case fargate:
		b.unknown("credentials: the task has no taskRoleArn, and Fargate has no instance role")
	default:
		b.unknown("the role of the instance that the task runs on: it has no taskRoleArn")
	}
}

// arnRegion gives the region in an ARN.
func arnRegion(arn string) string {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) < 6 {
		return ""
	}
	return parts[3]
}
