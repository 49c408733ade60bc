// Package rust is the AWS SDK for Rust: aws-config 1.13.0, aws-runtime 1.10.2 and
// aws-types 1.7.0, behavior version latest. It follows the reference more closely
// than other SDKs do; what it does in its own way stands here.
package rust

import (
	"github.com/sessctl/sessctl/internal/resolve"
	"github.com/sessctl/sessctl/internal/sdk/spec"
	"github.com/sessctl/sessctl/internal/settings"
)

// Reading follows aws_config::defaults(BehaviorVersion::latest()).load().
func Reading() *resolve.Reading {
	rd := spec.Dialect{
		Words:          "Rust",
		Lenient:        true, // profile/credentials.rs, build_provider_chain
		BareRoles:      true, // profile/credentials/exec.rs, AssumeRoleProvider
		ChainEndpoints: true, // provider_config.rs, client_config
		Hyphens:        true, // aws-runtime env_config.rs, format_service_id_for_profile
	}.Reading()
	rd.ID, rd.Aliases = "rust", []string{"aws-config"}
	rd.Title = "AWS SDK for Rust"
	rd.Follows = "aws-config 1.13.0, behavior version latest"
	rd.SDK = settings.Rust
	rd.ConvertSetting["retry_mode"] = retryMode(rd.ConvertSetting["retry_mode"])
	rd.ConvertSetting[expressSessions] = small
	rd.Special[expressSessions] = express
	rd.Check = spellings
	return rd
}
