package recorder;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.core.util.IdempotentUtils;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3control.S3ControlClientBuilder;
import software.amazon.awssdk.utils.builder.Buildable;

/** One call by a client whose HTTP client records. */
final class Calling extends Case {
    Calling(JsonNode kase) {
        super(kase);
    }

    Map<String, Object> record() throws Exception {
        Recorder recorder = new Recorder();
        try {
            call(recorder);
        } catch (Recorder.Recorded e) {
            return recorder.seen;
        } catch (InvocationTargetException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof Recorder.Recorded) {
                    return recorder.seen;
                }
            }
            return refused(e.getCause());
        } catch (Inputs.Unknown e) {
            throw e;
        } catch (RuntimeException e) {
            return refused(e);
        }
        throw new IllegalStateException("nothing was sent");
    }

    /** Calls the operation by a client that sends with the given one. */
    void call(SdkHttpClient http) throws ReflectiveOperationException {
        Object client = client(http);
        Method operation = operation(client.getClass(), text("operation"));
        List<Class<?>> types = Arrays.asList(operation.getParameterTypes());
        Object builder = types.get(0).getMethod("builder").invoke(null);
        boolean streams = types.contains(RequestBody.class);
        byte[] body = Inputs.fill(builder, input(), streams);
        Object[] arguments = types.stream().map(t -> t == RequestBody.class ? body == null ? RequestBody.empty() : RequestBody.fromBytes(body)
            : t == ResponseTransformer.class ? ResponseTransformer.toBytes() : ((Buildable) builder).build()).toArray();
        operation.invoke(client, arguments);
    }

    static Map<String, Object> refused(Throwable e) {
        Map<String, Object> seen = new HashMap<>(Map.of("method", "", "url", "", "headers", Map.of(), "body_base64", ""));
        seen.put("error", e.getClass().getSimpleName() + ": " + e.getMessage());
        return seen;
    }

    /** The method that takes the request itself and, where there is a stream, its bytes. */
    private static Method operation(Class<?> client, String name) {
        for (Class<?> face : client.getInterfaces()) {
            for (Method m : face.getMethods()) {
                Class<?>[] types = m.getParameterTypes();
                if (!m.getName().equalsIgnoreCase(name) || types.length == 0 || !types[0].getSimpleName().endsWith("Request")) {
                    continue;
                }
                boolean reads = Arrays.asList(types).contains(ResponseTransformer.class);
                boolean bytes = Arrays.stream(types).skip(1).allMatch(t -> t == RequestBody.class || t == ResponseTransformer.class);
                boolean plain = Arrays.stream(face.getMethods()).noneMatch(o -> o.getName().equals(m.getName())
                    && Arrays.asList(o.getParameterTypes()).contains(ResponseTransformer.class));
                if (bytes && (reads || plain)) {
                    return m;
                }
            }
        }
        throw new Inputs.Unknown("no operation " + name + " in " + client.getName());
    }

    private Object client(SdkHttpClient http) throws ReflectiveOperationException {
        String base = "software.amazon.awssdk.services." + service();
        Class<?> found = null;
        for (String name : List.of("S3", "S3Control", "Sts", "DynamoDb", "Sqs", "Sns", "Ec2", "Lambda", "CloudWatch", "Iam", "Kms", "Route53", "Rds",
                "ApiGateway", "BedrockRuntime", "CloudFront", "Sfn")) {
            if (name.toLowerCase(Locale.ROOT).equals(service())) {
                found = Class.forName(base + "." + name + "Client");
            }
        }
        if (found == null) {
            throw new Inputs.Unknown("no service " + text("service"));
        }
        Object builder = found.getMethod("builder").invoke(null);
        AwsClientBuilder<?, ?> aws = (AwsClientBuilder<?, ?>) builder;
        aws.region(Region.of(text("region").isEmpty() ? "us-east-1" : text("region"))).credentialsProvider(credentials());
        if (on("fips")) {
            aws.fipsEnabled(true);
        }
        if (on("dualstack")) {
            aws.dualstackEnabled(true);
        }
        if (!text("endpoint_url").isEmpty()) {
            aws.endpointOverride(URI.create(text("endpoint_url")));
        }
        ((SdkSyncClientBuilder<?, ?>) builder).httpClient(http);
        ClientOverrideConfiguration.Builder overrides = ClientOverrideConfiguration.builder();
        JsonNode disabled = setting("disable_request_compression"), least = setting("request_min_compression_size_bytes");
        if (disabled != null || least != null) {
            overrides.compressionConfiguration(c -> {
                if (disabled != null) {
                    c.requestCompressionEnabled(!disabled.asBoolean());
                }
                if (least != null) {
                    c.minimumCompressionThresholdInBytes(Integer.parseInt(least.asNumber()));
                }
            });
        }
        if (kase.field("attempt_timeout").isPresent()) {
            overrides.apiCallAttemptTimeout(Duration.parse(text("attempt_timeout")));
        }
        aws.overrideConfiguration(overrides.build());
        if (!text("time").isEmpty()) {
            FixedClock.on(aws, Clock.fixed(Instant.parse(text("time")), ZoneOffset.UTC));
        }
        fixTokens(text("idempotency_token"));
        set(builder);
        return ((Buildable) builder).build();
    }

    /** Has the SDK take this for the tokens that are else random; there is a way for its own tests alone. */
    private static void fixTokens(String token) throws ReflectiveOperationException {
        Method set = IdempotentUtils.class.getDeclaredMethod("setGenerator", Supplier.class);
        set.setAccessible(true);
        set.invoke(null, (Supplier<String>) () -> token);
    }

    private void set(Object builder) {
        JsonNode style = setting("s3.addressing_style"), accelerate = setting("s3.use_accelerate_endpoint");
        JsonNode arn = setting("s3_use_arn_region"), global = setting("s3_disable_multiregion_access_points");
        JsonNode request = setting("request_checksum_calculation"), response = setting("response_checksum_validation");
        if (builder instanceof S3ClientBuilder s3) {
            if (style != null) {
                s3.forcePathStyle(style.asString().equals("path"));
            }
            if (accelerate != null) {
                s3.accelerate(accelerate.asBoolean());
            }
            if (arn != null) {
                s3.useArnRegion(arn.asBoolean());
            }
            if (global != null) {
                s3.disableMultiRegionAccessPoints(global.asBoolean());
            }
            if (request != null) {
                s3.requestChecksumCalculation(RequestChecksumCalculation.valueOf(request.asString().toUpperCase(Locale.ROOT)));
            }
            if (response != null) {
                s3.responseChecksumValidation(ResponseChecksumValidation.valueOf(response.asString().toUpperCase(Locale.ROOT)));
            }
        }
        if (builder instanceof S3ControlClientBuilder s3 && arn != null) {
            s3.useArnRegion(arn.asBoolean());
        }
    }
}
