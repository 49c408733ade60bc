package recorder;

import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** What the SDK makes of an answer of a service: how often it calls, of two, and what its caller gets. */
final class Failing extends Case implements SdkHttpClient {
    private int calls;

    Failing(JsonNode kase) {
        super(kase);
    }

    /** The answer: attempts, the type and the code of a service's error, or the text of another. */
    Map<String, Object> answer() throws Exception {
        Map<String, Object> said = new TreeMap<>();
        SdkGlobalTime.setGlobalTimeOffset(0); // what earlier answers have shown of the clock
        try {
            new Calling(kase).call(this);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof AwsServiceException failed) {
                boolean modelled = failed.getClass().getSuperclass() != AwsServiceException.class;
                said.put("type", modelled ? failed.getClass().getSimpleName() : "AwsServiceException");
                said.put("code", failed.awsErrorDetails() == null ? "" : failed.awsErrorDetails().errorCode());
            } else {
                said.put("error", e.getCause().getClass().getSimpleName());
            }
        }
        said.put("attempts", calls);
        return said;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                calls++;
                byte[] body = text("body").getBytes(StandardCharsets.UTF_8);
                SdkHttpFullResponse.Builder response = SdkHttpResponse.builder()
                    .statusCode(Integer.parseInt(kase.field("status").orElseThrow().asNumber()));
                kase.field("headers").orElseThrow().asObject().forEach((name, value) -> response.putHeader(name, value.asString()));
                return HttpExecuteResponse.builder().response(response.build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body))).build();
            }

            @Override
            public void abort() {
            }
        };
    }

    @Override
    public void close() {
    }
}
