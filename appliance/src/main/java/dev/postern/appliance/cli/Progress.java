package dev.postern.appliance.cli;

import java.io.PrintStream;
import java.util.Locale;

/** One line that says how far long work has come; silent where the output is no terminal, but for one line every half minute. */
public final class Progress {
    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long LOG_NANOS = 30_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final long totalBytes;
    private final long startNanos = System.nanoTime();
    private long shownNanos = startNanos;

    /** @param totalBytes 0 where nobody knows how much comes */
    public Progress(PrintStream out, long totalBytes) {
        this.out = out;
        this.totalBytes = totalBytes;
        terminal = System.console() != null && System.console().isTerminal();
    }

    /** Shows the line if it is time to. */
    public void at(long frames, long bytesDone) {
        long now = System.nanoTime();
        if (now - shownNanos < (terminal ? TERMINAL_NANOS : LOG_NANOS)) return;
        shownNanos = now;
        double seconds = (now - startNanos) / 1e9;
        double share = totalBytes == 0 ? 0 : Math.min(1, (double) bytesDone / totalBytes);
        double left = share > 0.01 ? seconds * (1 - share) / share : Double.NaN;
        String line = String.format(
                Locale.ROOT,
                "%s%,d frames  %,.0f frames/s  %s",
                totalBytes == 0 ? "" : String.format(Locale.ROOT, "%3.0f %%  ", 100 * share),
                frames,
                frames / seconds,
                Double.isNaN(left) ? "" : String.format(Locale.ROOT, "%.0f s left", left));
        if (terminal) out.print("\r\033[K" + line);
        else out.println(line);
        out.flush();
    }

    public void clear() {
        if (terminal) {
            out.print("\r\033[K");
            out.flush();
        }
    }
}
