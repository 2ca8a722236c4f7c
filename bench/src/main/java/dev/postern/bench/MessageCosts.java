package dev.postern.bench;

import com.sun.management.ThreadMXBean;
import dev.postern.model.Observation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a message of each protocol costs from its frame to its observations: {@code MessageCosts [SAMPLE...]}. A fixed number of messages and the
 * processor time of the thread, the least of {@value #ROUNDS} rounds, so that a busy machine says the same as an idle one; all samples, one after
 * the other, in one Java machine that meanwhile has seen every protocol, as the appliance has.
 */
public final class MessageCosts {
    private static final int WARM_UP = 60_000;
    private static final int MESSAGES = 20_000;
    private static final int ROUNDS = 5;

    private MessageCosts() {}

    public static void main(String[] arguments) throws IOException {
        List<String> names = arguments.length > 0 ? List.of(arguments) : Sample.names();
        System.out.printf(
                "%-32s %8s %8s %10s %12s %14s%n",
                "sample", "octets", "ns", "ns/octet", "observations", "bytes allocated");
        // Once over all, so that the first is not measured with code that knows nothing else.
        for (String name : names) send(new Sample(name), WARM_UP / 10, _ -> {});
        for (String name : names) measure(name);
    }

    private static void measure(String name) throws IOException {
        ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Sample sample = new Sample(name);
        long[] observations = new long[1];
        Consumer<Observation> count = _ -> observations[0]++;
        send(sample, WARM_UP, count);
        observations[0] = 0;
        long least = Long.MAX_VALUE;
        long allocatedBefore = meter.getCurrentThreadAllocatedBytes();
        for (int round = 0; round < ROUNDS; round++) {
            long before = meter.getCurrentThreadCpuTime();
            send(sample, MESSAGES, count);
            least = Math.min(least, meter.getCurrentThreadCpuTime() - before);
        }
        double allocated = meter.getCurrentThreadAllocatedBytes() - allocatedBefore;
        double nanos = (double) least / MESSAGES;
        double messages = (double) MESSAGES * ROUNDS;
        System.out.printf(
                "%-32s %8d %8.0f %10.1f %12.2f %14.0f%n",
                name,
                sample.payloadBytes,
                nanos,
                nanos / sample.payloadBytes,
                observations[0] / messages,
                allocated / messages);
    }

    private static void send(Sample sample, int messages, Consumer<Observation> out) {
        for (int i = 0; i < messages; i++) sample.send(out);
    }
}
