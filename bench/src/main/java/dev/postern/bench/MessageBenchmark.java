package dev.postern.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** One message of one protocol, from its frame to its observations, each in a Java machine of its own; wants a machine with nothing else to do. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class MessageBenchmark {
    /** See {@link Sample}. */
    @Param("modbus-read")
    public String sample;

    private Sample message;

    @Setup
    public void prepare() throws IOException {
        message = new Sample(sample);
    }

    @Benchmark
    public void message(Blackhole seen) {
        message.send(seen::consume);
    }

    /** All samples, or those named. */
    public static void main(String[] arguments) throws IOException, RunnerException {
        List<String> names = arguments.length > 0 ? List.of(arguments) : Sample.names();
        new Runner(new OptionsBuilder()
                        .include(MessageBenchmark.class.getName())
                        .param("sample", names.toArray(String[]::new))
                        .addProfiler("gc")
                        .build())
                .run();
    }
}
