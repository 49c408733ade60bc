package worker;

import java.lang.reflect.Field;
import java.util.Map;

/**
 * The variables of this process, which Java has no way to change: what System.getenv reads is exchanged. Programs that
 * are started see the old ones.
 */
final class Environment {
    private static final Map<String, String> VARIABLES = variables();

    private Environment() {
    }

    static void replace(Map<String, String> by) {
        VARIABLES.clear();
        VARIABLES.putAll(by);
    }

    /** The map behind the unmodifiable one of java.lang.ProcessEnvironment. */
    @SuppressWarnings("unchecked")
    private static Map<String, String> variables() {
        try {
            Field inner = System.getenv().getClass().getDeclaredField("m");
            inner.setAccessible(true);
            return (Map<String, String>) inner.get(System.getenv());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java keeps its environment in another way", e);
        }
    }
}
