package recorder;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.utils.builder.Buildable;

/** One URL of S3Presigner, whose clock cannot be set: the case gets the time that it says. */
final class Presigning extends Case {
    private static final Pattern DATE = Pattern.compile("X-Amz-Date=(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)Z");

    Presigning(JsonNode kase) {
        super(kase);
    }

    Map<String, Object> record() throws Exception {
        String operation = text("operation");
        Method presign = null;
        for (Method m : S3Presigner.class.getMethods()) {
            if (m.getName().equals("presign" + operation) && m.getParameterTypes()[0].getSimpleName().endsWith("PresignRequest")) {
                presign = m;
            }
        }
        if (presign == null || !text("service").equals("s3")) {
            throw new Inputs.Unknown("no presigner for " + operation);
        }
        try {
            Object request = Class.forName("software.amazon.awssdk.services.s3.model." + operation + "Request").getMethod("builder").invoke(null);
            Inputs.fill(request, input(), operation.equals("PutObject") || operation.equals("UploadPart"));
            Object built = ((Buildable) request).build();
            Object outer = presign.getParameterTypes()[0].getMethod("builder").invoke(null);
            for (Method m : presign.getParameterTypes()[0].getClasses()[0].getMethods()) {
                if (m.getParameterCount() == 1 && m.getParameterTypes()[0] == built.getClass()) {
                    m.invoke(outer, built);
                } else if (m.getName().equals("signatureDuration")) {
                    m.invoke(outer, Duration.ofSeconds(Long.parseLong(text("presign").replace("s", ""))));
                }
            }
            PresignedRequest signed = (PresignedRequest) presign.invoke(presigner(), ((Buildable) outer).build());
            byte[] body = signed.signedPayload().map(b -> b.asByteArray()).orElse(new byte[0]);
            Map<String, Object> seen = Recorder.describe(signed.httpRequest(), body);
            Matcher date = DATE.matcher((String) seen.get("url"));
            if (date.find()) {
                seen.put("time", String.format("%s-%s-%sT%s:%s:%sZ", date.group(1), date.group(2), date.group(3),
                    date.group(4), date.group(5), date.group(6)));
            }
            return seen;
        } catch (InvocationTargetException e) {
            return Calling.refused(e.getCause());
        }
    }

    private S3Presigner presigner() {
        S3Configuration.Builder s3 = S3Configuration.builder();
        JsonNode style = setting("s3.addressing_style"), accelerate = setting("s3.use_accelerate_endpoint");
        JsonNode arn = setting("s3_use_arn_region"), global = setting("s3_disable_multiregion_access_points");
        if (style != null) {
            s3.pathStyleAccessEnabled(style.asString().equals("path"));
        }
        if (accelerate != null) {
            s3.accelerateModeEnabled(accelerate.asBoolean());
        }
        if (arn != null) {
            s3.useArnRegionEnabled(arn.asBoolean());
        }
        if (global != null) {
            s3.multiRegionEnabled(!global.asBoolean());
        }
        S3Presigner.Builder builder = S3Presigner.builder().region(Region.of(text("region"))).credentialsProvider(credentials()).serviceConfiguration(s3.build());
        if (on("fips")) {
            builder.fipsEnabled(true);
        }
        if (on("dualstack")) {
            builder.dualstackEnabled(true);
        }
        if (!text("endpoint_url").isEmpty()) {
            builder.endpointOverride(URI.create(text("endpoint_url")));
        }
        return builder.build();
    }
}
