package dev.postern.store;

import java.nio.file.Path;

/** A process to be killed: adds observations without end and says how many it was told are lasting. */
final class NumberedWriter {
    private NumberedWriter() {}

    public static void main(String[] arguments) {
        History history = History.open(Path.of(arguments[0]));
        for (long i = history.size() + 1; ; i++) {
            history.add(i % 2 == 0 ? Samples.traffic(i, i) : Samples.tally(i, i));
            if (i % 1_000 != 0) continue;
            history.flush();
            System.out.println(i);
        }
    }
}
