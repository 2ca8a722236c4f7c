package dev.postern.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The figures of all runs for a program. */
final class ReportJson {
    private ReportJson() {}

    static String of(Map<String, Object> about, List<Measured> runs) {
        Map<String, Object> all = new LinkedHashMap<>(about);
        List<Object> list = new ArrayList<>();
        for (Measured run : runs) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("run", run.run());
            one.put("variant", run.variant());
            one.put("note", run.note());
            one.put("stretches", run.stretches());
            one.put("days", run.days());
            one.put("device_days", run.deviceDays());
            one.put("shipped", figures(run.shipped()));
            if (run.learning() != null) {
                one.put("while_learning", figures(run.learning()));
                one.put("told_at_all", run.toldAtAll());
            }
            Map<String, Object> budgets = new LinkedHashMap<>();
            run.budgets()
                    .forEach((name, figures) -> budgets.put(
                            name, figures.stream().map(ReportJson::figures).toList()));
            one.put("budgets", budgets);
            one.put("calibration", run.calibration());
            one.put("cost", run.cost());
            list.add(one);
        }
        all.put("runs", list);
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(all)
                + "\n";
    }

    private static Map<String, Object> figures(Figures f) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("view", f.view());
        map.put("attacks", f.attacks());
        map.put("found", f.found());
        map.put("found_by_a_notice_alone", f.byNotice());
        map.put("found_share_95", numbers(f.foundLow(), f.foundHigh()));
        map.put("stories", f.stories());
        map.put("harmless", f.harmless());
        map.put("harmless_notices", f.harmlessNotices());
        map.put("traceless", f.traceless());
        map.put("false", f.falseStories());
        map.put("false_notices", f.falseNotices());
        map.put("false_incidents_per_day_100_devices", finite(f.falseRate()));
        map.put("false_incidents_per_day_100_devices_95", numbers(f.falseLow(), f.falseHigh()));
        map.put("detect_seconds_median", finite(f.detectSeconds()));
        map.put("detect_seconds_p90", finite(f.detectSeconds90()));
        map.put("before_harm", List.of(f.beforeHarm(), f.harmful()));
        map.put("soon_after_harm", f.soonAfterHarm());
        map.put("seconds_after_harm_median", finite(f.harmSeconds50()));
        map.put("seconds_after_harm_p90", finite(f.harmSeconds90()));
        map.put("rank_median", finite(f.rank()));
        map.put("attacker_named", List.of(f.attackerNamed(), f.attackerKnown()));
        map.put("attacker_blamed", List.of(f.attackerBlamed(), f.attackerKnown()));
        map.put("victim_named", List.of(f.victimNamed(), f.victimKnown()));
        map.put("victim_blamed", List.of(f.victimBlamed(), f.victimKnown()));
        map.put("technique_named", List.of(f.techniqueNamed(), f.techniqueKnown()));
        map.put("device_and_technique_named", List.of(f.right(), f.rightKnown()));
        map.put("kinds", f.kinds());
        map.put("twins", f.twins());
        map.put("twins_joined", f.joined());
        map.put("twins_told", f.told());
        map.put("found_by", f.foundBy());
        map.put("missed", f.missed());
        map.put("false_titles", f.falseTitles());
        map.put("harmless_titles", f.harmlessTitles());
        return map;
    }

    private static List<Object> numbers(double low, double high) {
        List<Object> list = new ArrayList<>();
        list.add(finite(low));
        list.add(finite(high));
        return list;
    }

    /** JSON has no word for what is no number. */
    private static Object finite(double value) {
        return Double.isFinite(value) ? (Object) value : null;
    }
}
