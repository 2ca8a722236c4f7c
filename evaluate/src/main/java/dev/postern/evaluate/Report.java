package dev.postern.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of all runs, for a terminal, for a program and for the documentation. */
public final class Report {
    private static final String PLAIN = "plain";
    private static final String ANNOUNCED = "announced";
    /** The baseline that says what luck finds. */
    private static final String CHANCE = "random score";

    private static final String[] UNITS = {"s", "min", "h", "d"};

    private Report() {}

    /**
     * All runs in one table, then a section for each of the plain ones, as Markdown, which a terminal shows well enough. Details of the variants
     * are in the JSON.
     */
    public static String text(List<Measured> runs) {
        StringBuilder out = new StringBuilder();
        line(
                out,
                "| run | variant | attacks found | false incidents | a day for 100 devices | notices about nothing | about harmless events | harmless events that raise one | time to detect | before harm |");
        line(out, "|---|---|---|---|---|---|---|---|---|---|");
        for (Measured run : runs) {
            Figures f = run.shipped();
            line(
                    out,
                    "| %s | %s | %s | %d | %s (%s to %s) | %d | %s | %s | %s | %s |",
                    run.run(),
                    run.variant(),
                    found(f),
                    f.falseIncidents(),
                    number(f.falseRate()),
                    number(f.falseLow()),
                    number(f.falseHigh()),
                    f.falseNotices(),
                    harmless(f),
                    raised(f),
                    duration(f.detectSeconds()),
                    f.harmful() == 0 ? "-" : f.beforeHarm() + " of " + f.harmful());
        }
        out.append('\n');
        visits(out, runs);
        for (Measured run : runs) if (run.variant().equals(PLAIN)) run(out, run, announced(runs, run.run()));
        return out.toString();
    }

    /** An attack that came while the home learned and comes again: "found" above is the second time alone. */
    private static void visits(StringBuilder out, List<Measured> runs) {
        List<Measured> twice =
                runs.stream().filter(run -> run.learning() != null).toList();
        if (twice.isEmpty()) return;
        line(
                out,
                "| attacks that come twice | told while the home learned | false meanwhile | told when they came again | told at all |");
        line(out, "|---|---|---|---|---|");
        for (Measured run : twice)
            line(
                    out,
                    "| %s, %s | %s | %d | %s | %s |",
                    run.run(),
                    run.variant(),
                    found(run.learning()),
                    run.learning().falseStories(),
                    found(run.shipped()),
                    of(run.toldAtAll()));
        out.append('\n');
    }

    /** The same run with its work announced, or null. */
    private static Measured announced(List<Measured> runs, String name) {
        for (Measured run : runs)
            if (run.variant().equals(ANNOUNCED) && run.run().equals(name)) return run;
        return null;
    }

    private static String raised(Figures f) {
        Figures.Tally raised = f.raised();
        if (raised.all() == 0) return "-";
        int taken = f.taken().found();
        return String.format(
                Locale.ROOT,
                "%d of %d (%.0f %%)%s",
                raised.found(),
                raised.all(),
                100.0 * raised.found() / raised.all(),
                taken == 0 ? "" : "; " + taken + " taken in by an earlier one");
    }

    private static String harmless(Figures f) {
        int incidents = f.harmless() - f.harmlessNotices();
        return f.harmlessNotices() == 0
                ? String.valueOf(incidents)
                : incidents + " and " + notices(f.harmlessNotices());
    }

    private static String notices(int count) {
        return count + (count == 1 ? " notice" : " notices");
    }

    private static void run(StringBuilder out, Measured run, Measured announced) {
        line(out, "### %s%n", run.run());
        if (!run.note().isEmpty()) line(out, "%s.%n", capital(run.note()));
        Cost cost = run.cost();
        line(
                out,
                "%,d frames, %.3g days, %.4g device days, %d stretches. A budget of 0.1, 1, 10 a day for 100 devices allows %d, %d, %d false incidents here.%n",
                cost.frames(),
                run.days(),
                run.deviceDays(),
                run.stretches(),
                allowed(run, 0),
                allowed(run, 1),
                allowed(run, 2));
        shipped(out, run.shipped());
        budgets(out, run);
        tallies(out, "| attack | found as shipped |", run.shipped().kinds());
        twins(out, run.shipped(), announced == null ? null : announced.shipped());
        run.calibration().table(out);
        cost(out, cost);
    }

    private static void cost(StringBuilder out, Cost cost) {
        double seconds = Math.max(1e-9, cost.cpuSeconds());
        line(
                out,
                "Cost: %,.0f frames, %,.0f observations a CPU second of one thread; %,d bytes learned about %d devices, %,d each.%n",
                cost.frames() / seconds,
                cost.observations() / seconds,
                cost.stateBytes(),
                cost.devices(),
                cost.stateBytes() / Math.max(1, cost.devices()));
        if (cost.growth().isEmpty()) return;
        line(out, "| days | bytes | devices | bytes each |%n|---|---|---|---|");
        for (Cost.Size size : cost.growth())
            line(
                    out,
                    "| %d | %,d | %d | %,d |",
                    size.day(),
                    size.stateBytes(),
                    size.devices(),
                    size.stateBytes() / Math.max(1, size.devices()));
        out.append('\n');
    }

    private static int allowed(Measured run, int budget) {
        return (int) Math.floor(Scoring.BUDGETS.get(budget) * run.deviceDays() / 100);
    }

    private static void shipped(StringBuilder out, Figures f) {
        line(out, "As shipped, nothing chosen after the fact:%n");
        line(out, "| figure | |%n|---|---|");
        line(out, "| attacks found | %s |", found(f));
        line(
                out,
                "| false incidents | %d of %d shown; %s a day for 100 devices (%s to %s) |",
                f.falseIncidents(),
                f.stories(),
                number(f.falseRate()),
                number(f.falseLow()),
                number(f.falseHigh()));
        line(out, "| notices that are never hidden, about nothing | %d |", f.falseNotices());
        line(out, "| incidents about harmless events | %s |", harmless(f));
        if (f.traceless() > 0)
            line(
                    out,
                    "| incidents only about attacks labelled as leaving no trace, or about what one left behind | %d |",
                    f.traceless());
        line(
                out,
                "| time to detect | median %s, 90 %% within %s |",
                duration(f.detectSeconds()),
                duration(f.detectSeconds90()));
        harm(out, f);
        line(out, "| place of the true one in the list | %s (median) |", number(f.rank()));
        if (f.attackerKnown() > 0)
            line(
                    out,
                    "| attacker named; as who did it or passed it on | %d; %d of %d |",
                    f.attackerNamed(),
                    f.attackerBlamed(),
                    f.attackerKnown());
        if (f.victimKnown() > 0)
            line(
                    out,
                    "| victim named; taken for one who did it as well | %d; %d of %d |",
                    f.victimNamed(),
                    f.victimBlamed(),
                    f.victimKnown());
        if (f.techniqueKnown() > 0)
            line(out, "| a right technique named | %d of %d |", f.techniqueNamed(), f.techniqueKnown());
        if (f.rightKnown() > 0) line(out, "| right device and right reason | %d of %d |", f.right(), f.rightKnown());
        out.append('\n');
    }

    private static void harm(StringBuilder out, Figures f) {
        if (f.harmful() == 0) return;
        line(out, "| found before the first harmful write | %d of %d |", f.beforeHarm(), f.harmful());
        line(
                out,
                "| before it or within %.0f s | %d of %d; half of all within %s, nine in ten of those found within %s |",
                Scoring.SOON_SECONDS,
                f.soonAfterHarm(),
                f.harmful(),
                duration(f.harmSeconds50()),
                duration(f.harmSeconds90()));
    }

    private static void budgets(StringBuilder out, Measured run) {
        out.append("| detector |");
        for (double budget : Scoring.BUDGETS)
            out.append(String.format(Locale.ROOT, " found at %s | false, harmless |", plain(budget)));
        out.append("\n|---|").append("---|---|".repeat(Scoring.BUDGETS.size())).append('\n');
        run.budgets().forEach((name, all) -> {
            out.append("| ").append(name).append(" |");
            for (Figures f : all)
                out.append(String.format(Locale.ROOT, " %s | %d, %d |", share(f), f.falseStories(), f.harmless()));
            out.append('\n');
        });
        out.append('\n');
        lead(out, run);
    }

    /** Against the baseline that found most; a win only where the interval excludes it. */
    private static void lead(StringBuilder out, Measured run) {
        List<Figures> product = run.budgets().get(Measured.PRODUCT);
        if (run.budgets().size() < 2 || product.getFirst().attacks() == 0) return;
        List<String> said = new ArrayList<>();
        for (int b = 0; b < Scoring.BUDGETS.size(); b++) {
            String best = null;
            for (String name : run.budgets().keySet()) {
                if (name.equals(Measured.PRODUCT)) continue;
                if (best == null || at(run, name, b).found() > at(run, best, b).found()) best = name;
            }
            Scoring.Lead lead = Scoring.lead(product.get(b), at(run, best, b));
            said.add(String.format(
                    Locale.ROOT,
                    "at %s %+.0f points on %s (%+.0f to %+.0f: %s)",
                    plain(Scoring.BUDGETS.get(b)),
                    100 * lead.difference(),
                    best,
                    100 * lead.low(),
                    100 * lead.high(),
                    lead.low() > 0 ? "better" : lead.high() < 0 ? "worse" : "no difference shown"));
        }
        line(out, "Against the best baseline: %s.%n", String.join("; ", said));
        List<Figures> chance = run.budgets().get(CHANCE);
        if (chance != null && chance.getLast().foundHigh() >= product.getLast().foundLow())
            line(out, "**A random score does as well here, so this run tells nothing of how well anybody chooses.**%n");
    }

    private static Figures at(Measured run, String detector, int budget) {
        return run.budgets().get(detector).get(budget);
    }

    /** @param announced null if that was not measured */
    private static void twins(StringBuilder out, Figures plain, Figures announced) {
        if (plain.twins().isEmpty()) return;
        line(
                out,
                announced == null
                        ? "| harmless event | raises an incident | taken in by an earlier one | anything told, what is never hidden too |%n|---|---|---|---|"
                        : "| harmless event | raises an incident | taken in by an earlier one | anything told, what is never hidden too | announced: an incident | anything |%n|---|---|---|---|---|---|");
        plain.twins().forEach((kind, tally) -> {
            out.append("| ").append(kind).append(" | ").append(of(tally));
            out.append(" | ").append(of(plain.joined().get(kind)));
            out.append(" | ").append(of(plain.told().get(kind)));
            if (announced != null)
                out.append(" | ")
                        .append(of(announced.twins().get(kind)))
                        .append(" | ")
                        .append(of(announced.told().get(kind)));
            out.append(" |\n");
        });
        out.append('\n');
    }

    private static String of(Figures.Tally tally) {
        return tally == null ? "-" : tally.found() + " of " + tally.all();
    }

    private static void tallies(StringBuilder out, String head, Map<String, Figures.Tally> tallies) {
        if (tallies.isEmpty()) return;
        line(out, "%s%n|---|---|", head);
        tallies.forEach((kind, tally) -> line(out, "| %s | %d of %d |", kind, tally.found(), tally.all()));
        out.append('\n');
    }

    private static String found(Figures f) {
        return share(f) + (f.byNotice() == 0 ? "" : ", " + f.byNotice() + " by a notice alone");
    }

    private static String share(Figures f) {
        if (f.attacks() == 0) return "none to find";
        return String.format(
                Locale.ROOT,
                "%d of %d (%.0f to %.0f %%)",
                f.found(),
                f.attacks(),
                100 * f.foundLow(),
                100 * f.foundHigh());
    }

    static String duration(double seconds) {
        if (Double.isNaN(seconds)) return "-";
        double value = seconds;
        int unit = 0;
        double[] sizes = {60, 60, 24};
        while (unit < sizes.length && value >= 2 * sizes[unit]) value /= sizes[unit++];
        return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }

    private static String number(double value) {
        if (Double.isNaN(value)) return "-";
        return String.format(Locale.ROOT, value != 0 && Math.abs(value) < 10 ? "%.2f" : "%.0f", value);
    }

    private static String plain(double budget) {
        return budget == Math.rint(budget) ? String.valueOf((int) budget) : String.valueOf(budget);
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** Everything, with the names of what was missed and of what was false. */
    public static String json(Map<String, Object> about, List<Measured> runs) {
        return ReportJson.of(about, runs);
    }
}
