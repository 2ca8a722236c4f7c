package dev.postern.life.chance;

import dev.postern.model.Derivation;
import java.util.ArrayList;
import java.util.List;

/**
 * An anomaly's p-value computed once more, from nothing but the numbers kept with it: each signal from its law, its tail, then their
 * combination. What a model keeps no numbers for is taken as it stands, and said to be.
 *
 * @param combined the p-value that comes out
 */
public record Recomputed(List<Signal> signals, double combined, boolean agrees) {
    /** Two computations of one number may differ by this share: numbers are stored whole, so only the order of additions differs. */
    static final double TOLERANCE = 1e-9;

    /** @param known false where no law was kept and p was taken as stored */
    public record Signal(boolean known, double p, double weighed, boolean agrees) {}

    public static Recomputed of(Derivation d) {
        List<Signal> signals = new ArrayList<>();
        boolean agrees = true;
        double sum = 0;
        for (Derivation.Signal stored : d.signals()) {
            Signal signal = signal(stored);
            signals.add(signal);
            agrees &= signal.agrees;
            sum += Cauchy.term(signal.weighed);
        }
        double combined =
                d.isAlone() ? signals.getFirst().weighed : Verdict.p(sum, Math.max(1, d.tests()), d.standing());
        return new Recomputed(List.copyOf(signals), combined, agrees && same(combined, d.combined()));
    }

    private static Signal signal(Derivation.Signal stored) {
        boolean known = !stored.law().isEmpty();
        double p = stored.p();
        if (known)
            p = Law.valueOf(stored.law())
                    .p(stored.numbers().stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray());
        double weighed = Tail.weigh(stored.channel(), p, stored.tail());
        return new Signal(known, p, weighed, same(p, stored.p()) && same(weighed, stored.weighed()));
    }

    private static boolean same(double a, double b) {
        return a == b || Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
    }
}
