package worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A home that is another one for each case. Some classes of the SDK compute their directory of login tokens when they
 * are loaded, which would be below the home of the first case; they are loaded with a symbolic link for a home.
 */
final class Homes {
    private static final List<String> KEEPERS = List.of(
        "software.amazon.awssdk.services.sso.auth.SsoProfileCredentialsProviderFactory",
        "software.amazon.awssdk.services.ssooidc.internal.OnDiskTokenManager",
        "software.amazon.awssdk.services.signin.auth.LoginCredentialsProvider");

    private final Path link;

    Homes() throws IOException, ClassNotFoundException {
        link = Files.createTempDirectory("worker").resolve("home");
        Environment.replace(Map.of("HOME", link.toString()));
        for (String name : KEEPERS) {
            Class.forName(name);
        }
    }

    void become(String home) throws IOException {
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(home));
    }

    void remove() throws IOException {
        Files.deleteIfExists(link);
        Files.deleteIfExists(link.getParent());
    }
}
