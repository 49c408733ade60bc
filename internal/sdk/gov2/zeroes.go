package gov2

import (
	"strconv"
	"strings"
	"sync"

	"github.com/sessctl/sessctl/internal/catalogue"
	"github.com/sessctl/sessctl/internal/protocol"
)

// droppedZeroes are the members of aws-sdk-go-v2's input structs that are numbers and
// booleans rather than pointers to them (service/SERVICE, types/types.go and
// api_op_*.go), so that zero and false count as not given. The models do not tell
// them from the others; these are those of services that were looked at.
var droppedZeroes = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"apigateway": "CanarySettings.percentTraffic CanarySettings.useStageCache CreateApiKeyRequest.enabled " +
			"CreateApiKeyRequest.generateDistinctId CreateRequestValidatorRequest.validateRequestBody " +
			"CreateRequestValidatorRequest.validateRequestParameters CreateRestApiRequest.disableExecuteApiEndpoint " +
			"CreateStageRequest.cacheClusterEnabled CreateStageRequest.tracingEnabled DeploymentCanarySettings.percentTraffic " +
			"DeploymentCanarySettings.useStageCache GetModelRequest.flatten ImportApiKeysRequest.failOnWarnings " +
			"ImportDocumentationPartsRequest.failOnWarnings ImportRestApiRequest.failOnWarnings PutMethodRequest.apiKeyRequired " +
			"PutRestApiRequest.failOnWarnings QuotaSettings.limit QuotaSettings.offset ThrottleSettings.burstLimit " +
			"ThrottleSettings.rateLimit TlsConfig.insecureSkipVerification",
		"backup": "GetBackupPlanInput.MaxScheduledRunsPreview ListBackupVaultsInput.ByShared " +
			"ListRecoveryPointsByResourceInput.ManagedByAWSBackupOnly ReportSetting.NumberOfFrameworks " +
			"RestoreTestingPlanForCreate.StartWindowHours RestoreTestingPlanForUpdate.StartWindowHours " +
			"RestoreTestingRecoveryPointSelection.SelectionWindowDays StartRestoreJobInput.CopySourceTagsToRestoredResource",
		"dynamodb": "ListContributorInsightsInput.MaxResults PutResourcePolicyInput.ConfirmRemoveSelfResourceAccess",
		"eks": "CreateEksAnywhereSubscriptionRequest.autoRenew CreateEksAnywhereSubscriptionRequest.licenseQuantity " +
			"DeleteAddonRequest.preserve EksAnywhereSubscriptionTerm.duration UpdateClusterVersionRequest.force " +
			"UpdateNodegroupVersionRequest.force",
		"iam": "CreateDelegationRequestRequest.OnlySendByOwner CreateLoginProfileRequest.PasswordResetRequired " +
			"CreatePolicyVersionRequest.SetAsDefault GetDelegationRequestRequest.DelegationPermissionCheck " +
			"ListPoliciesRequest.OnlyAttached UpdateAccountPasswordPolicyRequest.AllowUsersToChangePassword " +
			"UpdateAccountPasswordPolicyRequest.RequireLowercaseCharacters UpdateAccountPasswordPolicyRequest.RequireNumbers " +
			"UpdateAccountPasswordPolicyRequest.RequireSymbols UpdateAccountPasswordPolicyRequest.RequireUppercaseCharacters",
		"kms": "CreateKeyRequest.BypassPolicyLockoutSafetyCheck PutKeyPolicyRequest.BypassPolicyLockoutSafetyCheck " +
			"ReplicateKeyRequest.BypassPolicyLockoutSafetyCheck",
		"lambda": "CallbackOptions.HeartbeatTimeoutSeconds CallbackOptions.TimeoutSeconds CreateFunctionRequest.Publish " +
			"GetDurableExecutionHistoryRequest.MaxItems GetDurableExecutionStateRequest.MaxItems " +
			"ListDurableExecutionsByFunctionRequest.MaxItems UpdateFunctionCodeRequest.DryRun UpdateFunctionCodeRequest.Publish",
		"logs": "AddKeyEntry.overwriteIfExists CopyValueEntry.overwriteIfExists DeleteIntegrationRequest.force " +
			"DescribeLookupTablesRequest.maxResults FilterLogEventsRequest.unmask GetLogEventsRequest.unmask " +
			"GetLogObjectRequest.unmask GetLogRecordRequest.unmask ListToMap.flatten MoveKeyEntry.overwriteIfExists " +
			"ParseKeyValue.overwriteIfExists PutMetricFilterRequest.applyOnTransformedLogs " +
			"PutSubscriptionFilterRequest.applyOnTransformedLogs RenameKeyEntry.overwriteIfExists SuppressionPeriod.value",
		"polly":   "DescribeVoicesInput.IncludeAdditionalLanguageCodes FlushStreamConfiguration.Force",
		"route53": "HostedZoneConfig.PrivateZone",
		"s3control": "AbortIncompleteMultipartUpload.DaysAfterInitiation ActivityMetrics.IsEnabled " +
			"AdvancedCostOptimizationMetrics.IsEnabled AdvancedDataProtectionMetrics.IsEnabled " +
			"AdvancedPerformanceMetrics.IsEnabled CreateBucketRequest.ObjectLockEnabledForBucket " +
			"DetailedStatusCodesMetrics.IsEnabled LifecycleExpiration.Days LifecycleExpiration.ExpiredObjectDeleteMarker " +
			"ListAccessGrantsInstancesRequest.MaxResults ListAccessGrantsLocationsRequest.MaxResults " +
			"ListAccessGrantsRequest.MaxResults ListAccessPointsForDirectoryBucketsRequest.MaxResults " +
			"ListAccessPointsForObjectLambdaRequest.MaxResults ListAccessPointsRequest.MaxResults " +
			"ListCallerAccessGrantsRequest.AllowedByApplication ListCallerAccessGrantsRequest.MaxResults " +
			"ListMultiRegionAccessPointsRequest.MaxResults ListRegionalBucketsRequest.MaxResults MatchObjectAge.DaysGreaterThan " +
			"MatchObjectAge.DaysLessThan MatchObjectSize.BytesGreaterThan MatchObjectSize.BytesLessThan " +
			"NoncurrentVersionExpiration.NoncurrentDays NoncurrentVersionTransition.NoncurrentDays " +
			"ObjectLambdaConfiguration.CloudWatchMetricsEnabled PrefixLevelStorageMetrics.IsEnabled " +
			"PutBucketPolicyRequest.ConfirmRemoveSelfBucketAccess S3CopyObjectOperation.BucketKeyEnabled " +
			"S3CopyObjectOperation.RequesterPays S3ObjectMetadata.RequesterCharged Transition.Days",
		"sns": "SubscribeInput.ReturnSubscriptionArn",
		"sqs": "ReceiveMessageRequest.MaxNumberOfMessages ReceiveMessageRequest.VisibilityTimeout " +
			"ReceiveMessageRequest.WaitTimeSeconds SendMessageBatchRequestEntry.DelaySeconds SendMessageRequest.DelaySeconds",
		"stepfunctions": "CreateStateMachineInput.publish GetExecutionHistoryInput.maxResults GetExecutionHistoryInput.reverseOrder " +
			"ListActivitiesInput.maxResults ListExecutionsInput.maxResults ListMapRunsInput.maxResults " +
			"ListStateMachineAliasesInput.maxResults ListStateMachineVersionsInput.maxResults ListStateMachinesInput.maxResults " +
			"LoggingConfiguration.includeExecutionData TestStateInput.revealSecrets TracingConfiguration.enabled " +
			"UpdateStateMachineInput.publish ValidateStateMachineDefinitionInput.maxResults",
		"xray": "PutResourcePolicyRequest.BypassPolicyLockoutCheck SamplingStatisticsDocument.BorrowCount",
	}
})

// filledZeroes are those of such members that are written whether they are given or
// not, since the models require them.
var filledZeroes = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"eks":     "UpdateEksAnywhereSubscriptionRequest.autoRenew",
		"route53": "AliasTarget.EvaluateTargetHealth",
		"s3control": "CloudWatchMetrics.IsEnabled JobReport.Enabled S3JobManifestGenerator.EnableManifestOutput " +
			"StorageLensConfiguration.IsEnabled StorageLensTableDestination.IsEnabled UpdateJobPriorityRequest.Priority",
		"sqs":           "ChangeMessageVisibilityBatchRequestEntry.VisibilityTimeout ChangeMessageVisibilityRequest.VisibilityTimeout",
		"stepfunctions": "RoutingConfigurationListItem.weight",
		"xray": "SamplingBoostStatisticsDocument.AnomalyCount SamplingBoostStatisticsDocument.SampledAnomalyCount " +
			"SamplingBoostStatisticsDocument.TotalCount SamplingRateBoost.CooldownWindowMinutes SamplingRateBoost.MaxRate " +
			"SamplingRule.FixedRate SamplingRule.ReservoirSize SamplingStatisticsDocument.RequestCount " +
			"SamplingStatisticsDocument.SampledCount",
	}
})

// dropZeroes takes the zeroes away that the structs of aws-sdk-go-v2 do not tell
// from members that are not given, and adds those that it writes nevertheless.
func dropZeroes(c *protocol.Call) {
	if in := c.Operation.Input; in != nil {
		z := zeroes{" " + droppedZeroes()[c.Service.Name] + " ", " " + filledZeroes()[c.Service.Name] + " "}
		z.settle(&c.Input, in)
	}
}

type zeroes struct{ dropped, filled string }

func (z *zeroes) settle(v *protocol.Value, m *catalogue.Member) {
	switch {
	case v.Kind == protocol.List && m.Shape.Kind == catalogue.List:
		for i := range v.Items {
			z.settle(&v.Items[i], m.Shape.Value)
		}
	case v.Kind == protocol.Map && m.Shape.Kind == catalogue.Map:
		for i := range v.Fields {
			z.settle(&v.Fields[i].Value, m.Shape.Value)
		}
	case v.Kind == protocol.Map && m.Shape.Kind == catalogue.Structure:
		kept := make([]protocol.Field, 0, len(v.Fields))
		for _, f := range v.Fields {
			member := m.Shape.Member(f.Name)
			if member != nil && isZero(&f.Value) && strings.Contains(z.dropped, " "+m.Shape.Name+"."+f.Name+" ") {
				continue
			}
			if member != nil {
				z.settle(&f.Value, member)
			}
			kept = append(kept, f)
		}
		for i := range m.Shape.Members {
			member := &m.Shape.Members[i]
			if v.Get(member.Name) == nil && strings.Contains(z.filled, " "+m.Shape.Name+"."+member.Name+" ") {
				none := protocol.Value{Kind: protocol.Bool}
				if member.Shape.Kind != catalogue.Boolean {
					none = protocol.Literal("0")
				}
				kept = append(kept, protocol.Field{Name: member.Name, Value: none})
			}
		}
		v.Fields = kept
	}
}

func isZero(v *protocol.Value) bool {
	switch v.Kind {
	case protocol.Bool:
		return !v.True
	case protocol.Number:
		n, err := strconv.ParseFloat(v.Text, 64)
		return err == nil && n == 0
	}
	return false
}
