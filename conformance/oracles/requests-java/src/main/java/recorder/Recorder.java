package recorder;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Stands for the network: writes down what would be sent, but for the host and the user agent. */
final class Recorder implements SdkHttpClient {
    /** Ends a call, without a retry. */
    static final class Recorded extends RuntimeException {
        Recorded() {
            super("recorded", null, false, false);
        }
    }

    Map<String, Object> seen;

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                byte[] body = new byte[0];
                if (request.contentStreamProvider().isPresent()) {
                    try (InputStream in = request.contentStreamProvider().get().newStream()) {
                        body = in.readAllBytes();
                    }
                }
                seen = describe(request.httpRequest(), body);
                throw new Recorded();
            }

            @Override
            public void abort() {
            }
        };
    }

    @Override
    public void close() {
    }

    /** The SDK leaves the path empty that an HTTP client sends as a slash. */
    private static String url(URI uri) {
        String text = uri.toString(), base = uri.getScheme() + "://" + uri.getRawAuthority();
        return uri.getRawPath().isEmpty() ? base + "/" + text.substring(base.length()) : text;
    }

    static Map<String, Object> describe(SdkHttpRequest request, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!name.equals("host") && !name.equals("user-agent")) {
                headers.put(name, String.join(",", header.getValue()));
            }
        }
        Map<String, Object> seen = new HashMap<>(Map.of("method", request.method().name(), "url", url(request.getUri()),
            "headers", headers, "body_base64", Base64.getEncoder().encodeToString(body)));
        seen.put("error", null);
        return seen;
    }
}
