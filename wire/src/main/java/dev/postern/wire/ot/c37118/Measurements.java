package dev.postern.wire.ot.c37118;

import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;
import dev.postern.wire.ot.c37118.Configuration.Station;
import java.util.ArrayList;
import java.util.List;

/** The contents of a data frame, clause 6.3, read as its configuration says. At most {@link #VALUES_MAX} of each kind. */
final class Measurements {
    static final int VALUES_MAX = Configuration.POINTS_MAX;
    private static final double RADIAN = 1e-4;

    private final Bytes bytes;
    private final List<Object> status = new ArrayList<>(1);
    private final List<Object> magnitudes = new ArrayList<>();
    private final List<Object> angles = new ArrayList<>();
    private final List<Object> frequencies = new ArrayList<>(1);
    private final List<Object> changes = new ArrayList<>(1);
    private final List<Object> analogs = new ArrayList<>();
    private final List<Object> digitals = new ArrayList<>();
    /** All that have a name, in the order of the frame. */
    private final List<Object> values = new ArrayList<>();

    private Measurements(Bytes bytes) {
        this.bytes = bytes;
    }

    /** @return false if the frame is not as long as its configuration says */
    static boolean read(Bytes bytes, int from, int to, Configuration configuration, Turn.Draft draft) {
        int at = from;
        for (Station station : configuration.stations) at += station.bytes();
        if (at != to) return false;
        Measurements measured = new Measurements(bytes);
        at = from;
        for (Station station : configuration.stations) at = measured.station(at, station);
        measured.describe(draft, configuration);
        return true;
    }

    private int station(int from, Station station) {
        add(status, (long) bytes.u16(from));
        int at = from + 2;
        for (int i = 0; i < station.phasors; i++) at = phasor(at, station, i);
        at = frequency(at, station);
        for (int i = 0; i < station.analogs; i++) {
            boolean real = (station.format & Configuration.ANALOG_FLOAT) != 0;
            told(analogs, real ? (Object) (double) bytes.f32(at) : (Object) (long) (short) bytes.u16(at));
            at += real ? 4 : 2;
        }
        for (int i = 0; i < station.digitals; i++, at += 2) told(digitals, (long) bytes.u16(at));
        return at;
    }

    private static void add(List<Object> list, Object value) {
        if (list.size() < VALUES_MAX) list.add(value);
    }

    private void told(List<Object> kind, Object value) {
        add(kind, value);
        add(values, value);
    }

    /** Magnitude and angle in degrees, whether sent so or as real and imaginary part. */
    private int phasor(int at, Station station, int index) {
        boolean real = (station.format & Configuration.PHASOR_FLOAT) != 0;
        boolean polar = (station.format & Configuration.POLAR) != 0;
        double scale = real || index >= station.scales.length ? 1 : station.scales[index];
        double first = real ? bytes.f32(at) : scale * (polar ? bytes.u16(at) : (short) bytes.u16(at));
        double second = real ? bytes.f32(at + 4) : (short) bytes.u16(at + 2) * (polar ? RADIAN : scale);
        told(magnitudes, polar ? first : Math.hypot(first, second));
        add(angles, Math.toDegrees(polar ? second : Math.atan2(second, first)));
        return at + (real ? 8 : 4);
    }

    /** Integers are millihertz off the nominal frequency, and hundredths of a hertz a second. */
    private int frequency(int at, Station station) {
        if ((station.format & Configuration.FREQUENCY_FLOAT) != 0) {
            told(frequencies, (double) bytes.f32(at));
            told(changes, (double) bytes.f32(at + 4));
            return at + 8;
        }
        told(frequencies, station.nominalHertz + (short) bytes.u16(at) / 1000.0);
        told(changes, (short) bytes.u16(at + 2) / 100.0);
        return at + 4;
    }

    private void describe(Turn.Draft draft, Configuration configuration) {
        if (configuration.stations.size() > 1) draft.field("stations", configuration.names());
        draft.field("status", status);
        if (!magnitudes.isEmpty()) draft.field("magnitudes", magnitudes).field("angles", angles);
        draft.field("frequencies", frequencies).field("frequency_changes", changes);
        if (!analogs.isEmpty()) draft.field("analogs", analogs);
        if (!digitals.isEmpty()) draft.field("digitals", digitals);
        List<String> points = configuration.points();
        if (points.size() == values.size()) draft.field("points", points).field("values", values);
    }
}
