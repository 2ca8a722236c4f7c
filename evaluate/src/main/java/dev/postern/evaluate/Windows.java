package dev.postern.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Is an alarm within any of some stretches of time, and about a device of it? A binary search for each of its devices. */
final class Windows {
    private static final String ANY = "";

    private final Map<String, Times> byDevice = new HashMap<>();

    private Windows() {}

    static Windows of(List<Span> spans) {
        Map<String, List<Span>> dealt = new HashMap<>();
        for (Span span : spans) {
            if (span.devices().isEmpty())
                dealt.computeIfAbsent(ANY, _ -> new ArrayList<>()).add(span);
            for (String device : span.devices())
                dealt.computeIfAbsent(device, _ -> new ArrayList<>()).add(span);
        }
        Windows windows = new Windows();
        dealt.forEach((device, own) -> windows.byDevice.put(device, Times.of(own)));
        return windows;
    }

    boolean cover(Alarm alarm) {
        if (byDevice.isEmpty()) return false;
        if (cover(ANY, alarm.atNanos())) return true;
        for (String device : alarm.devices()) if (cover(device, alarm.atNanos())) return true;
        return false;
    }

    /** Whether the moment is covered whatever the device. */
    boolean cover(long atNanos) {
        return cover(ANY, atNanos);
    }

    private boolean cover(String device, long atNanos) {
        Times times = byDevice.get(device);
        return times != null && times.cover(atNanos);
    }

    /** @param until the latest end of this stretch and of all that begin before it */
    private record Times(long[] from, long[] until) {
        static Times of(List<Span> spans) {
            List<Span> sorted = spans.stream()
                    .sorted(Comparator.comparingLong(Span::fromNanos))
                    .toList();
            long[] from = new long[sorted.size()];
            long[] until = new long[sorted.size()];
            for (int i = 0; i < from.length; i++) {
                from[i] = sorted.get(i).fromNanos();
                until[i] = Math.max(sorted.get(i).untilNanos(), i == 0 ? Long.MIN_VALUE : until[i - 1]);
            }
            return new Times(from, until);
        }

        boolean cover(long atNanos) {
            int at = Arrays.binarySearch(from, atNanos);
            if (at >= 0) {
                while (at + 1 < from.length && from[at + 1] == atNanos) at++;
                return until[at] >= atNanos;
            }
            int before = -at - 2;
            return before >= 0 && until[before] >= atNanos;
        }
    }
}
