package recorder;

import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** What is asked. */
abstract class Case {
    /** The SDK's names of services. */
    private static final Map<String, String> PACKAGES = Map.of("bedrock-runtime", "bedrockruntime", "stepfunctions", "sfn");

    final JsonNode kase;

    Case(JsonNode kase) {
        this.kase = kase;
    }

    final String text(String name) {
        return kase.field(name).map(JsonNode::asString).orElse("");
    }

    final boolean on(String name) {
        return kase.field(name).map(JsonNode::asBoolean).orElse(false);
    }

    /** A setting, null where there is none. */
    final JsonNode setting(String name) {
        return kase.field("settings").flatMap(s -> s.field(name)).orElse(null);
    }

    final JsonNode input() {
        return kase.field("input").orElseThrow();
    }

    final String service() {
        return PACKAGES.getOrDefault(text("service"), text("service"));
    }

    final AwsCredentialsProvider credentials() {
        String key = "AKIAIOSFODNN7EXAMPLE", secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", token = text("session_token");
        return StaticCredentialsProvider.create(token.isEmpty() ? AwsBasicCredentials.create(key, secret) : AwsSessionCredentials.create(key, secret, token));
    }
}
