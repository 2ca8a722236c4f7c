package dev.postern.life.device;

import dev.postern.life.chance.Frequencies;
import dev.postern.life.chance.Tail;
import dev.postern.life.chance.Verdict;
import dev.postern.model.Derivation;
import java.util.ArrayList;
import java.util.List;

/** How much the minutes of devices surprise, which is what makes one of them rare. All of the site. */
final class Minutes {
    private final Lessons lessons;
    /** Of the sums of signals, whichever device they are of. */
    private final Tail sums = new Tail();
    /** Of what they come to where each device is compared with itself. */
    private final Tail outcomes = new Tail();

    private final Frequencies verdicts = new Frequencies();
    private final List<Judged> judged = new ArrayList<>();

    private record Judged(DeviceLife device, int minute, double score, double outcome) {}

    Minutes(Lessons lessons) {
        this.lessons = lessons;
    }

    /** Nothing surprised. */
    void calm(DeviceLife device, int minute) {
        verdicts.tested(1);
        if (!device.teaches(minute)) return;
        sums.tested(1);
        outcomes.tested(1);
        device.minutes.tested(1);
    }

    /**
     * How often minutes were as surprising as this one, up to the minute before: what befalls many devices at once is judged alike for all of them.
     *
     * @param sum of the terms of its signals
     * @param tests that it could have shown
     */
    Derivation.Standing judge(DeviceLife device, double sum, int tests, int minute) {
        Derivation.Standing standing = Verdict.standing(sum, tests, sums, device.minutes, outcomes);
        verdicts.saw(Verdict.p(sum, tests, standing));
        calm(device, minute);
        if (device.teaches(minute))
            judged.add(new Judged(device, minute, Verdict.score(sum), Verdict.ofDevice(sum, tests, standing)));
        return standing;
    }

    /** All devices of a minute were judged. */
    void learn() {
        for (Judged one : judged) {
            boolean extreme = one.score <= Lessons.EXTREME_P;
            lessons.learn(sums, one.score, one.device, one.minute, extreme);
            lessons.learn(one.device.minutes, one.score, one.device, one.minute, extreme);
            lessons.learn(outcomes, one.outcome, one.device, one.minute, extreme);
        }
        judged.clear();
    }

    /** How often they came to what, told or not. */
    Frequencies verdicts() {
        return verdicts;
    }
}
