package worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/**
 * The AWS SDK for Java v2 as a long-lived process: reads one JSON case a line and answers, one JSON line each, what the
 * SDK resolves for it. Nothing reaches the network. A case that a warm process cannot stand in for, because a program is
 * run in its environment or a path is relative to its directory, has a virtual machine of its own; with the argument
 * "fresh" every case has.
 */
public final class Worker {
    private static final int SECONDS = 20;
    private static final String PATH = System.getenv("PATH");
    private static final Pattern OWN_PROCESS = Pattern.compile(
        "credential_process|web_identity_token_file[ \\t]*[=:][ \\t]*[^/\\s]", Pattern.CASE_INSENSITIVE);

    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        if (args.length > 0 && args[0].equals("one")) {
            JsonNode kase = JsonNode.parser().parse(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
            print(out, answer(kase));
            System.exit(0); // without waiting for the SDK's threads
        }
        boolean always = args.length > 0 && args[0].equals("fresh");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Homes homes = new Homes();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode kase = JsonNode.parser().parse(line);
            if (always || needsItsOwn(kase)) {
                print(out, fresh(kase, line));
                continue;
            }
            Future<String> answer = thread.submit(() -> {
                Environment.replace(variables(kase));
                homes.become(text(kase, "home"));
                System.setProperty("user.home", text(kase, "home"));
                return answer(kase);
            });
            try {
                print(out, answer.get(SECONDS, TimeUnit.SECONDS));
            } catch (TimeoutException e) {
                print(out, json(Map.of("id", text(kase, "id"), "timeout", true)));
                break; // what still runs would answer for the next case
            }
        }
        homes.remove();
        System.exit(0);
    }

    private static String answer(JsonNode kase) {
        return json(new Resolver(text(kase, "id"), text(kase, "profile"), text(kase, "region")).answer());
    }

    /** All variables of a case; Java cannot even name a file that has letters beyond ASCII without LANG. */
    private static Map<String, String> variables(JsonNode kase) {
        Map<String, String> all = new HashMap<>(Map.of("PATH", PATH, "HOME", text(kase, "home"), "LANG", "C.UTF-8"));
        kase.field("env").orElseThrow().asObject().forEach((name, value) -> all.put(name, value.asString()));
        return all;
    }

    private static boolean needsItsOwn(JsonNode kase) throws IOException {
        for (Map.Entry<String, String> variable : variables(kase).entrySet()) {
            String name = variable.getKey();
            boolean path = name.endsWith("_FILE") || name.endsWith("_DIRECTORY");
            if (name.startsWith("JAVA_") || name.startsWith("JDK_")
                || path && !variable.getValue().startsWith("/") && !variable.getValue().isEmpty()) {
                return true;
            }
        }
        Path home = Path.of(text(kase, "home"));
        if (!Files.isDirectory(home)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile).anyMatch(Worker::mentionsProcessOrRelativePath);
        }
    }

    private static boolean mentionsProcessOrRelativePath(Path file) {
        try {
            return OWN_PROCESS.matcher(Files.readString(file, StandardCharsets.ISO_8859_1)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs one case in a virtual machine that has just that case's environment. */
    private static String fresh(JsonNode kase, String line) throws Exception {
        String home = text(kase, "home");
        Path jar = Path.of(Worker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Dfile.encoding=UTF-8", "-Duser.home=" + home,
            "-cp", jar.toString(), Worker.class.getName(), "one"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(variables(kase));
        Path output = Files.createTempFile("worker", ".json");
        try {
            Process child = builder.directory(Files.isDirectory(Path.of(home)) ? Path.of(home).toFile() : null)
                .redirectOutput(output.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            child.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
            child.getOutputStream().close();
            if (!child.waitFor(SECONDS, TimeUnit.SECONDS)) {
                child.descendants().forEach(ProcessHandle::destroyForcibly);
                child.destroyForcibly().waitFor();
                return json(Map.of("id", text(kase, "id"), "timeout", true));
            }
            String answer = Files.readString(output).strip();
            answer = answer.substring(answer.lastIndexOf('\n') + 1); // after what the virtual machine may have to say
            return answer.startsWith("{") ? answer : json(Map.of("id", text(kase, "id"), "error", "exit " + child.exitValue()));
        } finally {
            Files.delete(output);
        }
    }

    private static void print(PrintStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String text(JsonNode kase, String name) {
        return kase.field(name).map(JsonNode::asString).orElse("");
    }

    private static String json(Map<String, ?> fields) {
        JsonWriter out = JsonWriter.create();
        out.writeStartObject();
        fields.forEach((name, value) -> {
            out.writeFieldName(name);
            if (value == null) {
                out.writeNull();
            } else if (value instanceof Boolean b) {
                out.writeValue(b);
            } else if (value instanceof Integer n) {
                out.writeValue(n);
            } else if (value instanceof List<?> list) {
                out.writeStartArray();
                list.forEach(item -> out.writeValue(item.toString()));
                out.writeEndArray();
            } else {
                out.writeValue(value.toString());
            }
        });
        out.writeEndObject();
        return new String(out.getBytes(), StandardCharsets.UTF_8);
    }
}
