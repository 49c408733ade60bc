package recorder;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/** Has the SDK's own signer sign for another time. */
final class FixedClock {
    private FixedClock() {
    }

    static void on(AwsClientBuilder<?, ?> builder, Clock clock) {
        AwsV4AuthScheme real = AwsV4AuthScheme.create();
        AwsV4HttpSigner signer = new AwsV4HttpSigner() {
            @Override
            public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
                return real.signer().sign(at(request));
            }

            private <T extends AwsCredentialsIdentity> SignRequest<T> at(SignRequest<T> request) {
                return request.toBuilder().putProperty(HttpSigner.SIGNING_CLOCK, clock).build();
            }

            @Override
            public CompletableFuture<AsyncSignedRequest> signAsync(AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
                throw new UnsupportedOperationException();
            }
        };
        builder.putAuthScheme(new AwsV4AuthScheme() {
            @Override
            public String schemeId() {
                return real.schemeId();
            }

            @Override
            public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
                return real.identityProvider(providers);
            }

            @Override
            public AwsV4HttpSigner signer() {
                return signer;
            }
        });
    }
}
