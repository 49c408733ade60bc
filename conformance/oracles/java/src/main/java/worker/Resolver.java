package worker;

import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.internal.Ec2MetadataConfigProvider;
import software.amazon.awssdk.awscore.auth.AuthSchemePreferenceResolver;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.config.AwsClientOption;
import software.amazon.awssdk.awscore.internal.defaultsmode.DefaultsModeResolver;
import software.amazon.awssdk.core.ClientEndpointProvider;
import software.amazon.awssdk.core.client.config.ClientOption;
import software.amazon.awssdk.core.client.config.SdkClientConfiguration;
import software.amazon.awssdk.core.client.config.SdkClientOption;
import software.amazon.awssdk.core.internal.useragent.AppIdResolver;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.endpoints.S3ClientContextParams;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * What an application gets that builds its clients in the plain way. An explicit profile is given as
 * overrideConfiguration.defaultProfileName, an explicit region as region(); credentials are those that such a
 * client takes by itself: DefaultCredentialsProvider with the same profile. The SDK refused to load ("error") when
 * a plain client, that of STS, cannot be built in any region.
 */
final class Resolver {
    /** The SDK's word for where credentials come from, as the other recorders name it; "n" is a profile's keys in either file. */
    private static final Map<String, String> PROVIDERS = Map.of("g", "env", "i", "assume-role", "k", "assume-role-with-web-identity",
        "s", "sso", "u", "sso", "w", "custom-process", "z", "container-role", "0", "iam-role", "AD", "login", "n", "profile");

    /** Where no client can be built in the region that is configured, the other settings are those of a client in this one. */
    private static final String STAND_IN = "us-east-1";

    private final String profile;
    private final String region;
    private final Map<String, Object> answer = new LinkedHashMap<>();

    Resolver(String id, String profile, String region) {
        this.profile = profile.isEmpty() ? null : profile;
        this.region = region;
        answer.put("id", id);
        Recorder.install();
    }

    Map<String, Object> answer() {
        String usable = region;
        try {
            sts(region).get();
        } catch (Throwable e) {
            usable = STAND_IN;
        }
        put("region", () -> region.isEmpty() ? DefaultAwsRegionProviderChain.builder().profileName(profile).build().getRegion().id()
            : sts(region).option(AwsClientOption.AWS_REGION).id());
        try {
            sts(usable).get();
        } catch (Throwable e) {
            answer.put("error", message(e));
        }
        settings(usable);
        Recorder.take(); // looking for a region
        try {
            AwsCredentials credentials = DefaultCredentialsProvider.builder().profileName(profile).build().resolveCredentials();
            answer.put("access_key", credentials.accessKeyId());
            String name = credentials.providerName().orElse("");
            answer.put("provider", PROVIDERS.getOrDefault(name.substring(name.lastIndexOf(',') + 1), name));
        } catch (Throwable e) {
            answer.put("cred_error", message(e));
        }
        answer.put("steps", Recorder.take());
        return answer;
    }

    private void configure(AwsClientBuilder<?, ?> builder, String withRegion) {
        if (profile != null) {
            builder.overrideConfiguration(o -> o.defaultProfileName(profile));
        }
        if (!withRegion.isEmpty()) {
            builder.region(Region.of(withRegion));
        }
        builder.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "y")));
    }

    private Client sts(String withRegion) {
        return new Client(() -> StsClient.builder().applyMutation(b -> configure(b, withRegion)).build());
    }

    private Client s3(String withRegion) {
        return new Client(() -> S3Client.builder().applyMutation(b -> configure(b, withRegion)).build());
    }

    private Client dynamoDb(String withRegion) {
        return new Client(() -> DynamoDbClient.builder().applyMutation(b -> configure(b, withRegion)).build());
    }

    private void settings(String withRegion) {
        Client sts = sts(withRegion);
        Client s3 = s3(withRegion);
        Client dynamoDb = dynamoDb(withRegion);
        put("profile", () -> sts.option(SdkClientOption.PROFILE_NAME));
        put("retry_mode", () -> mode(sts.option(SdkClientOption.RETRY_STRATEGY)));
        put("max_attempts", () -> sts.option(SdkClientOption.RETRY_STRATEGY).maxAttempts());
        put("defaults_mode", () -> DefaultsModeResolver.create().profileFile(ProfileFile::defaultProfileFile)
            .profileName(sts.option(SdkClientOption.PROFILE_NAME)).resolve()); // "auto" as such; clients have what it finds
        put("use_fips_endpoint", () -> sts.option(AwsClientOption.FIPS_ENDPOINT_ENABLED));
        put("use_dualstack_endpoint", () -> sts.option(AwsClientOption.DUALSTACK_ENDPOINT_ENABLED));
        put("request_checksum_calculation", () -> s3.option(SdkClientOption.REQUEST_CHECKSUM_CALCULATION));
        put("response_checksum_validation", () -> s3.option(SdkClientOption.RESPONSE_CHECKSUM_VALIDATION));
        put("disable_request_compression", () -> !sts.option(SdkClientOption.COMPRESSION_CONFIGURATION).requestCompressionEnabled());
        put("request_min_compression_size_bytes",
            () -> sts.option(SdkClientOption.COMPRESSION_CONFIGURATION).minimumCompressionThresholdInBytes());
        put("account_id_endpoint_mode", () -> dynamoDb.option(AwsClientOption.ACCOUNT_ID_ENDPOINT_MODE));
        put("endpoint_discovery_enabled", () -> dynamoDb.option(SdkClientOption.ENDPOINT_DISCOVERY_ENABLED));
        put("sdk_ua_app_id", () -> AppIdResolver.create().profileFile(ProfileFile::defaultProfileFile)
            .profileName(sts.option(SdkClientOption.PROFILE_NAME)).resolve().orElse(null));
        put("auth_scheme_preference", () -> join(AuthSchemePreferenceResolver.builder().profileFile(ProfileFile::defaultProfileFile)
            .profileName(sts.option(SdkClientOption.PROFILE_NAME)).build().resolveAuthSchemePreference()));
        put("sigv4a_signing_region_set", () -> join(s3.option(AwsClientOption.AWS_SIGV4A_SIGNING_REGION_SET)));
        put("s3_use_arn_region", () -> s3Configuration(s3).useArnRegionEnabled());
        put("s3_disable_multiregion_access_points", () -> !s3Configuration(s3).multiRegionEnabled());
        put("s3_disable_express_session_auth",
            () -> s3.option(SdkClientOption.CLIENT_CONTEXT_PARAMS).get(S3ClientContextParams.DISABLE_S3_EXPRESS_SESSION_AUTH));
        put("endpoint_url_s3", () -> configuredEndpoint(s3));
        put("endpoint_url_dynamodb", () -> configuredEndpoint(dynamoDb));
        metadata(sts);
        boolean same = withRegion.equals(region);
        put("endpoint_s3", () -> {
            ((S3Client) (same ? s3 : s3(region)).get()).listBuckets();
            return origin(Recorder.listing());
        });
        put("endpoint_dynamodb", () -> {
            ((DynamoDbClient) (same ? dynamoDb : dynamoDb(region)).get()).listTables();
            return origin(Recorder.listing());
        });
    }

    /** As the instance metadata provider of the chain has them. */
    private void metadata(Client sts) {
        Callable<Ec2MetadataConfigProvider> metadata = () -> Ec2MetadataConfigProvider.builder()
            .profileFile(ProfileFile::defaultProfileFile).profileName(sts.option(SdkClientOption.PROFILE_NAME)).build();
        put("ec2_metadata_service_endpoint", () -> metadata.call().getEndpointOverride());
        put("ec2_metadata_service_endpoint_mode", () -> metadata.call().getEndpointMode());
        put("ec2_metadata_v1_disabled", () -> metadata.call().isMetadataV1Disabled());
        put("metadata_service_timeout",
            () -> BigDecimal.valueOf(metadata.call().serviceTimeout(), 3).stripTrailingZeros().toPlainString());
    }

    private void put(String name, Callable<?> value) {
        Object found;
        try {
            found = value.call();
        } catch (Throwable e) {
            found = "ERR " + message(e);
        }
        if (found instanceof Enum<?> e) {
            found = e.name().toLowerCase(Locale.ROOT).replace('_', name.equals("defaults_mode") ? '-' : '_');
        }
        answer.put(name, found);
    }

    /** What went wrong, without the numbers that Java gives to objects. */
    private static String message(Throwable e) {
        return e.toString().replaceAll("@[0-9a-f]{4,8}\\b", "");
    }

    private static String mode(RetryStrategy strategy) {
        return strategy.getClass().getSimpleName().replaceAll("Default|RetryStrategy", "").toLowerCase(Locale.ROOT);
    }

    private static String join(Iterable<String> items) {
        return items == null ? null : String.join(",", items);
    }

    private static S3Configuration s3Configuration(Client s3) throws Exception {
        return (S3Configuration) s3.option(SdkClientOption.SERVICE_CONFIGURATION);
    }

    private static String configuredEndpoint(Client client) throws Exception {
        ClientEndpointProvider endpoint = client.option(SdkClientOption.CLIENT_ENDPOINT_PROVIDER);
        return endpoint.isEndpointOverridden() ? endpoint.clientEndpoint().toString() : "";
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority() + (uri.getPath().equals("/") ? "" : uri.getPath());
    }

    /** A client that is built when it is first asked for. */
    private static final class Client {
        private final Callable<?> build;
        private Object client;

        Client(Callable<?> build) {
            this.build = build;
        }

        Object get() throws Exception {
            if (client == null) {
                client = build.call();
            }
            return client;
        }

        /** The SDK's own record of what it resolved, which has no public way to it. */
        <T> T option(ClientOption<T> option) throws Exception {
            Field field = get().getClass().getDeclaredField("clientConfiguration");
            field.setAccessible(true);
            return ((SdkClientConfiguration) field.get(client)).option(option);
        }
    }
}
