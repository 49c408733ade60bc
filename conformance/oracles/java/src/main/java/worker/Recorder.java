package worker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLDecoder;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.utils.AttributeMap;

/** Stands for the network: writes every call down, answers STS and SSO with made-up credentials, refuses the rest. */
public final class Recorder implements SdkHttpClient {
    /** A role session name that the SDK made up. */
    private static final Pattern GENERATED = Pattern.compile("^aws-sdk-java-\\d{10,}$");
    private static final Pattern SIGNER = Pattern.compile("Credential=([^/]*)/");

    private static List<String> calls = new ArrayList<>();
    private static URI listing; // where the last call went that only lists something
    private static boolean installed;

    /** Catches the SDK's own clients, which find this one, and what it asks through java.net: containers and instance metadata. */
    static void install() {
        calls = new ArrayList<>();
        listing = null;
        if (installed) {
            return;
        }
        installed = true;
        System.setProperty("software.amazon.awssdk.http.service.impl", Service.class.getName());
        URL.setURLStreamHandlerFactory(scheme -> scheme.matches("https?") ? new Refusal() : null);
    }

    /** The calls since the last time, in order. */
    static List<String> take() {
        List<String> taken = calls;
        calls = new ArrayList<>();
        return taken;
    }

    static URI listing() {
        return listing;
    }

    /** How the SDK finds this client. */
    public static final class Service implements SdkHttpService {
        @Override
        public Builder createHttpClientBuilder() {
            return new Builder();
        }
    }

    private static final class Builder implements SdkHttpClient.Builder<Builder> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            return new Recorder();
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                String body = "";
                if (request.contentStreamProvider().isPresent()) {
                    ContentStreamProvider content = request.contentStreamProvider().get();
                    try (InputStream in = content.newStream()) {
                        body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    }
                }
                return respond(request.httpRequest(), body);
            }

            @Override
            public void abort() {
            }
        };
    }

    @Override
    public void close() {
    }

    private static synchronized HttpExecuteResponse respond(SdkHttpRequest request, String body) throws IOException {
        URI uri = request.getUri();
        Map<String, String> form = form(body);
        String action = form.getOrDefault("Action", "");
        if (action.equals("AssumeRole") || action.equals("AssumeRoleWithWebIdentity")) {
            String arn = form.getOrDefault("RoleArn", "");
            Matcher signer = SIGNER.matcher(request.firstMatchingHeader("Authorization").orElse(""));
            calls.add(String.format("%s %s by=%s ext=%s mfa=%s dur=%s name=%s host=%s", action, arn, signer.find() ? signer.group(1) : "",
                form.getOrDefault("ExternalId", ""), form.getOrDefault("SerialNumber", ""), form.getOrDefault("DurationSeconds", ""),
                GENERATED.matcher(form.getOrDefault("RoleSessionName", "")).replaceAll(""), uri.getAuthority()));
            return answer("text/xml", String.format("<%1$sResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><%1$sResult><Credentials>"
                + "<AccessKeyId>ASIA%2$s</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
                + "<Expiration>%3$s</Expiration></Credentials><AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/x/y</Arn>"
                + "<AssumedRoleId>A:y</AssumedRoleId></AssumedRoleUser></%1$sResult></%1$sResponse>",
                action, arn.replace("/", "_"), Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS)));
        }
        if (uri.getRawPath().endsWith("/federation/credentials")) {
            calls.add("SSO host=" + uri.getAuthority() + " " + uri.getRawPath() + "?" + uri.getRawQuery());
            return answer("application/json", "{\"roleCredentials\":{\"accessKeyId\":\"ASIASSO\",\"secretAccessKey\":\"s\","
                + "\"sessionToken\":\"t\",\"expiration\":" + Instant.now().plus(1, ChronoUnit.HOURS).toEpochMilli() + "}}");
        }
        boolean tables = request.firstMatchingHeader("X-Amz-Target").orElse("").endsWith(".ListTables");
        if (tables || "ListBuckets".equals(request.firstMatchingRawQueryParameter("x-id").orElse(""))
            || request.method().name().equals("GET") && uri.getRawQuery() == null && uri.getRawPath().equals("/")) {
            listing = uri;
            return tables ? answer("application/x-amz-json-1.0", "{\"TableNames\":[]}") : answer("application/xml", "<ListAllMyBucketsResult/>");
        }
        if (!request.firstMatchingHeader("X-Amz-Target").orElse("").endsWith(".DescribeEndpoints")) { // asked on the side
            calls.add(request.method() + " " + uri);
        }
        throw new IOException("offline");
    }

    private static HttpExecuteResponse answer(String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return HttpExecuteResponse.builder()
            .response(SdkHttpResponse.builder().statusCode(200).putHeader("Content-Type", type)
                .putHeader("Content-Length", String.valueOf(bytes.length)).build())
            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes))).build();
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.startsWith("{") ? new String[0] : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    /** Refuses what is asked through java.net. */
    private static final class Refusal extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) {
            return new HttpURLConnection(url) {
                @Override
                public void connect() throws IOException {
                    synchronized (Recorder.class) {
                        calls.add(getRequestMethod() + " " + url);
                    }
                    throw new IOException("offline");
                }

                @Override
                public int getResponseCode() throws IOException {
                    connect();
                    return -1;
                }

                @Override
                public InputStream getInputStream() throws IOException {
                    connect();
                    return null;
                }

                @Override
                public void disconnect() {
                }

                @Override
                public boolean usingProxy() {
                    return false;
                }
            };
        }

        @Override
        protected URLConnection openConnection(URL url, Proxy proxy) {
            return openConnection(url);
        }

        @Override
        protected int getDefaultPort() {
            return -1;
        }
    }
}
