package protocol

import (
	"strconv"
	"strings"

	"github.com/sessctl/sessctl/internal/catalogue"
)

// goV2Zeroes are the members of aws-sdk-go-v2's input structs that are numbers and
// booleans rather than pointers to them (service/SERVICE, types/types.go and
// api_op_*.go), so that zero and false count as not given. The models do not tell
// them from the others; these are those of services that were looked at.
var goV2Zeroes = map[string]string{
	"apigateway": "CanarySettings.percentTraffic CanarySettings.useStageCache CreateApiKeyRequest.enabled CreateApiKeyRequest.generateDistinctId " +
		"CreateRequestValidatorRequest.validateRequestBody CreateRequestValidatorRequest.validateRequestParameters " +
		"CreateRestApiRequest.disableExecuteApiEndpoint CreateStageRequest.cacheClusterEnabled CreateStageRequest.tracingEnabled " +
		"DeploymentCanarySettings.percentTraffic DeploymentCanarySettings.useStageCache GetModelRequest.flatten " +
		"ImportApiKeysRequest.failOnWarnings ImportDocumentationPartsRequest.failOnWarnings ImportRestApiRequest.failOnWarnings " +
		"PutMethodRequest.apiKeyRequired PutRestApiRequest.failOnWarnings QuotaSettings.limit QuotaSettings.offset " +
		"ThrottleSettings.burstLimit ThrottleSettings.rateLimit TlsConfig.insecureSkipVerification",
	"dynamodb": "ListContributorInsightsInput.MaxResults PutResourcePolicyInput.ConfirmRemoveSelfResourceAccess",
	"iam": "CreateDelegationRequestRequest.OnlySendByOwner CreateLoginProfileRequest.PasswordResetRequired CreatePolicyVersionRequest.SetAsDefault " +
		"GetDelegationRequestRequest.DelegationPermissionCheck ListPoliciesRequest.OnlyAttached UpdateAccountPasswordPolicyRequest.RequireSymbols " +
		"UpdateAccountPasswordPolicyRequest.RequireNumbers UpdateAccountPasswordPolicyRequest.RequireUppercaseCharacters " +
		"UpdateAccountPasswordPolicyRequest.RequireLowercaseCharacters UpdateAccountPasswordPolicyRequest.AllowUsersToChangePassword",
	"kms": "CreateKeyRequest.BypassPolicyLockoutSafetyCheck PutKeyPolicyRequest.BypassPolicyLockoutSafetyCheck " +
		"ReplicateKeyRequest.BypassPolicyLockoutSafetyCheck",
	"lambda": "CallbackOptions.TimeoutSeconds CallbackOptions.HeartbeatTimeoutSeconds CreateFunctionRequest.Publish " +
		"GetDurableExecutionHistoryRequest.MaxItems GetDurableExecutionStateRequest.MaxItems ListDurableExecutionsByFunctionRequest.MaxItems " +
		"UpdateFunctionCodeRequest.Publish UpdateFunctionCodeRequest.DryRun",
	"route53": "HostedZoneConfig.PrivateZone",
	"sqs": "ReceiveMessageRequest.MaxNumberOfMessages ReceiveMessageRequest.VisibilityTimeout ReceiveMessageRequest.WaitTimeSeconds " +
		"SendMessageBatchRequestEntry.DelaySeconds SendMessageRequest.DelaySeconds",
}

// dropZeroes takes the zeroes away that the structs of aws-sdk-go-v2 do not tell
// from members that are not given.
func (c *Call) dropZeroes() {
	if in := c.Operation.Input; in != nil {
		dropZeroes(&c.Input, in, " "+goV2Zeroes[c.Service.Name]+" ")
	}
}

func dropZeroes(v *Value, m *catalogue.Member, zeroes string) {
	switch {
	case v.Kind == List && m.Shape.Kind == catalogue.List:
		for i := range v.Items {
			dropZeroes(&v.Items[i], m.Shape.Value, zeroes)
		}
	case v.Kind == Map && m.Shape.Kind == catalogue.Map:
		for i := range v.Fields {
			dropZeroes(&v.Fields[i].Value, m.Shape.Value, zeroes)
		}
	case v.Kind == Map && m.Shape.Kind == catalogue.Structure:
		kept := make([]Field, 0, len(v.Fields))
		for _, f := range v.Fields {
			member := m.Shape.Member(f.Name)
			if member != nil && f.Value.zero() && strings.Contains(zeroes, " "+m.Shape.Name+"."+f.Name+" ") {
				continue
			}
			if member != nil {
				dropZeroes(&f.Value, member, zeroes)
			}
			kept = append(kept, f)
		}
		v.Fields = kept
	}
}

func (v *Value) zero() bool {
	switch v.Kind {
	case Bool:
		return !v.True
	case Number:
		n, err := strconv.ParseFloat(v.Text, 64)
		return err == nil && n == 0
	}
	return false
}

// fillVisibility says how long each message is invisible, also where the input
// does not (service/sqs/types/types.go, SerializeMembers of the entry).
func (c *Call) fillVisibility() {
	entries := c.Input.Get("Entries")
	if entries == nil {
		return
	}
	for i := range entries.Items {
		if e := &entries.Items[i]; e.Kind == Map && e.Get("VisibilityTimeout") == nil {
			e.Set("VisibilityTimeout", Literal("0"))
		}
	}
}
