package dev.postern.wire.ot.c37118;

import dev.postern.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * What a configuration frame says of the data frames of its stream; without it their contents cannot be told apart. At most {@link
 * #STATIONS_MAX} stations with {@link #CHANNELS_MAX} channels in all.
 */
final class Configuration {
    static final int STATIONS_MAX = 64;
    static final int CHANNELS_MAX = 2048;
    static final int POLAR = 1, PHASOR_FLOAT = 2, ANALOG_FLOAT = 4, FREQUENCY_FLOAT = 8;
    private static final int NAME_BYTES = 16;
    private static final int DIGITAL_BITS = 16;
    private static final double PHASOR_UNIT = 1e-5;

    /** One measuring unit within the stream. */
    static final class Station {
        String name = "";
        int id;
        int format;
        int phasors;
        int analogs;
        int digitals;
        int nominalHertz;
        /** Of integer phasors: volts or amperes a unit. */
        double[] scales = {};

        /** Octets in a data frame. */
        int bytes() {
            int phasor = (format & PHASOR_FLOAT) != 0 ? 8 : 4;
            int analog = (format & ANALOG_FLOAT) != 0 ? 4 : 2;
            int frequency = (format & FREQUENCY_FLOAT) != 0 ? 4 : 2;
            return 2 + phasor * phasors + 2 * frequency + analog * analogs + 2 * digitals;
        }
    }

    final ArrayList<Station> stations = new ArrayList<>();
    int timeBase;
    int count;
    int rate;
    int changes;
    List<Object> channels = new ArrayList<>();

    /** It ended early, or goes beyond the limits: it cannot be used. */
    boolean broken;

    /**
     * @param third of type 3, which has names of any length and more about each channel
     * @param from where the time base begins, behind the continuation index of type 3
     * @param to where the check begins
     */
    static Configuration read(Bytes bytes, boolean third, int from, int to) {
        Configuration configuration = new Configuration();
        configuration.timeBase = (int) (bytes.u32(from) & 0xFF_FFFF);
        configuration.count = bytes.u16(from + 4);
        int at = from + 6;
        int channels = 0;
        for (int i = 0; i < configuration.count && !configuration.broken; i++) {
            Station station = new Station();
            at = third ? configuration.third(bytes, at, station) : configuration.second(bytes, at, station);
            channels += station.phasors + station.analogs + station.digitals;
            if (at > to || i == STATIONS_MAX || channels > CHANNELS_MAX) configuration.broken = true;
            else configuration.stations.add(station);
        }
        configuration.rate = (short) bytes.u16(at);
        if (at + 2 > to) configuration.broken = true;
        return configuration;
    }

    private int second(Bytes bytes, int from, Station station) {
        station.name = bytes.ascii(from, NAME_BYTES);
        int at = numbers(bytes, from + NAME_BYTES, station, 0);
        int names = station.phasors + station.analogs + DIGITAL_BITS * station.digitals;
        for (int i = 0; i < names && bytes.has(at, NAME_BYTES); i++, at += NAME_BYTES)
            channel(bytes.ascii(at, NAME_BYTES));
        int scales = Math.min(station.phasors, (bytes.length() - at) / 4);
        station.scales = new double[Math.max(0, scales)];
        for (int i = 0; i < station.scales.length; i++) station.scales[i] = bytes.u24(at + 4 * i + 1) * PHASOR_UNIT;
        return end(bytes, at + 4 * (station.phasors + station.analogs + station.digitals), station);
    }

    private int third(Bytes bytes, int from, Station station) {
        station.name = bytes.utf8(from + 1, bytes.u8(from));
        int at = numbers(bytes, from + 1 + bytes.u8(from), station, 16);
        int names = station.phasors + station.analogs + DIGITAL_BITS * station.digitals;
        for (int i = 0; i < names && bytes.has(at, 1 + bytes.u8(at)); i++, at += 1 + bytes.u8(at))
            channel(bytes.utf8(at + 1, bytes.u8(at)));
        int scales = Math.min(station.phasors, (bytes.length() - at) / 12);
        station.scales = new double[Math.max(0, scales)];
        for (int i = 0; i < station.scales.length; i++) station.scales[i] = bytes.f32(at + 12 * i + 4);
        int place = at + 12 * station.phasors + 8 * station.analogs + 4 * station.digitals;
        return end(bytes, place + 21, station);
    }

    /** Id, format and the counts of channels; {@code global} octets of a global id stand between the first two. */
    private int numbers(Bytes bytes, int at, Station station, int global) {
        station.id = bytes.u16(at);
        int format = at + 2 + global;
        station.format = bytes.u16(format);
        station.phasors = bytes.u16(format + 2);
        station.analogs = bytes.u16(format + 4);
        station.digitals = bytes.u16(format + 6);
        return format + 8;
    }

    private void channel(String name) {
        if (channels.size() < 256) channels.add(name.isEmpty() ? "-" : name);
    }

    private int end(Bytes bytes, int at, Station station) {
        station.nominalHertz = (bytes.u16(at) & 1) != 0 ? 50 : 60;
        changes = bytes.u16(at + 2);
        return at + 4;
    }

    List<Object> names() {
        List<Object> names = new ArrayList<>();
        for (Station station : stations) names.add(station.name);
        return names;
    }
}
