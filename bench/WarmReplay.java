import dev.postern.appliance.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Replays one capture again and again in one Java machine, a fresh home each time: {@code WarmReplay CAPTURE FRAMES ROUNDS HOME [REPLAY-OPTION...]}.
 * A line a round with its processor seconds, what they make of frames, and which threads spent them. Linux only: threads are read from /proc, also
 * those of the Java machine itself, {@value #LOOK_MILLIS} ms apart, so that of a thread which ends only its last moments are missed. What this
 * looking costs (half a second in rounds that take a minute) is left out.
 */
final class WarmReplay {
    private static final int LOOK_MILLIS = 100;
    private static final String LOOKING = "look";
    private static final double TICKS_A_SECOND = 100;

    private enum Group {
        ENGINE("engine"),
        SHARDS("shards"),
        HISTORY("history"),
        COLLECTOR("GC"),
        COMPILERS("JIT"),
        OTHER("other");

        final String title;

        Group(String title) {
            this.title = title;
        }

        static Group of(String thread) {
            if (thread.startsWith("rounds")) return ENGINE;
            if (thread.startsWith("shard-")) return SHARDS;
            if (thread.equals("history")) return HISTORY;
            if (thread.startsWith("GC ") || thread.startsWith("G1 ")) return COLLECTOR;
            return thread.startsWith("C1 ") || thread.startsWith("C2 ") ? COMPILERS : OTHER;
        }
    }

    /** What each thread ever spent, in ticks of the kernel, and its group; threads that ended stay. */
    private final Map<String, Long> ticks = new HashMap<>();

    private final Map<String, Group> groups = new HashMap<>();

    public static void main(String[] arguments) throws InterruptedException {
        WarmReplay all = new WarmReplay();
        Thread.ofPlatform().daemon().name(LOOKING).start(all::lookAgainAndAgain);
        // Not on the main thread: the name of that one is the program's.
        Thread rounds = Thread.ofPlatform().name("rounds").start(() -> all.rounds(arguments));
        rounds.join();
        System.exit(0);
    }

    private void rounds(String[] arguments) {
        long frames = Long.parseLong(arguments[1]);
        Path home = Path.of(arguments[3]);
        String[] command = Stream.concat(
                        Stream.of("replay", arguments[0], "--home", home.toString()),
                        Stream.of(arguments).skip(4))
                .toArray(String[]::new);
        System.err.printf("%5s %8s %8s %14s %14s", "round", "wall s", "CPU s", "frames/CPU s", "without JIT");
        for (Group group : Group.values()) System.err.printf(" %8s", group.title);
        System.err.println();
        for (int round = 1; round <= Integer.parseInt(arguments[2]); round++) {
            deleteTree(home);
            Map<Group, Double> before = spent();
            long began = System.nanoTime();
            if (Main.run(command) != 0) throw new IllegalStateException("the replay failed");
            double wall = (System.nanoTime() - began) / 1e9;
            Map<Group, Double> after = spent();
            after.replaceAll((group, seconds) -> seconds - before.get(group));
            double cpu = after.values().stream().mapToDouble(s -> s).sum();
            System.err.printf(
                    "%5d %8.1f %8.2f %14.0f %14.0f", round, wall, cpu, frames / cpu, frames / (cpu - after.get(Group.COMPILERS)));
            after.forEach((group, seconds) -> System.err.printf(" %8.2f", seconds));
            System.err.println();
        }
    }

    private synchronized Map<Group, Double> spent() {
        look();
        Map<Group, Double> sums = new EnumMap<>(Group.class);
        for (Group group : Group.values()) sums.put(group, 0.0);
        ticks.forEach((id, spent) -> sums.merge(groups.get(id), spent / TICKS_A_SECOND, Double::sum));
        return sums;
    }

    private void lookAgainAndAgain() {
        try {
            while (true) {
                look();
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look() {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                String stat = statOf(task);
                // number (name) state ...: user and system time are the 14th and 15th field.
                int name = stat.indexOf('(');
                int rest = stat.lastIndexOf(')');
                if (name < 0) continue;
                String[] fields = stat.substring(rest + 2).split(" ");
                String thread = stat.substring(name + 1, rest);
                if (thread.equals(LOOKING)) continue;
                groups.put(task + thread, Group.of(thread));
                ticks.put(task + thread, Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot read what threads spent", e);
        }
    }

    /** Empty if the thread has just ended. */
    private static String statOf(Path task) {
        try {
            return Files.readString(task.resolve("stat"));
        } catch (IOException ended) {
            return "";
        }
    }

    private static void deleteTree(Path root) {
        if (!Files.exists(root)) return;
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException e) {
            throw new IllegalStateException("cannot begin with a fresh home", e);
        }
    }
}
