package dev.postern.life.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import dev.postern.life.chance.Tail;
import dev.postern.model.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.objenesis.strategy.StdInstantiatorStrategy;

class LessonsTest {
    private static final int HOURS_72 = 72 * 60;
    private static final double P = 1e-6;

    private final List<Tail> tails = new ArrayList<>();
    private final List<DeviceLife> devices = new ArrayList<>();
    private Lessons lessons = new Lessons();

    {
        for (int i = 0; i < 5; i++) {
            devices.add(new DeviceLife(Address.ipv4(0x0A000001 + i), 0));
            tails.add(new Tail());
        }
    }

    private record Kept(int device, int minute) {}

    /** Every device learns into a tail of its own, so that what is left in it says which lessons were taken back. */
    @Test
    void whatADeviceLearnedSinceAMinuteIsTakenBackAndNothingElse() {
        Random random = new Random(5);
        List<Kept> kept = new ArrayList<>();
        double[] stays = new double[devices.size()];
        for (int minute = 0; minute < 3 * HOURS_72; minute++) {
            int device = random.nextInt(devices.size());
            if (random.nextInt(3) == 0) {
                lessons.learn(tails.get(device), P, devices.get(device), minute, true);
                kept.add(new Kept(device, minute));
                stays[device]++;
            }
            if (random.nextInt(50) == 0) {
                int from = minute - random.nextInt(2 * HOURS_72);
                lessons.takeBack(devices.get(device).address, from);
                stays[device] -= kept.stream()
                        .filter(k -> k.device == device && k.minute >= from)
                        .count();
                kept.removeIf(k -> k.device == device && k.minute >= from);
            }
            int now = minute;
            lessons.close(now);
            kept.removeIf(k -> k.minute < now - HOURS_72);
            if (minute % 1000 == 999) restart();
            for (int i = 0; i < devices.size(); i++)
                assertThat(tails.get(i).known(P)).isEqualTo(stays[i]);
        }
    }

    /** Lessons and the tails they are of are read back together, as the state of a site is. */
    @SuppressWarnings("unchecked")
    private void restart() {
        Kryo kryo = new Kryo();
        kryo.setRegistrationRequired(false);
        kryo.setReferences(true);
        kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
        Output output = new Output(1 << 12, -1);
        kryo.writeClassAndObject(output, new ArrayList<>(List.of(lessons, new ArrayList<>(tails))));
        List<Object> read = (List<Object>) kryo.readClassAndObject(new Input(output.toBytes()));
        lessons = (Lessons) read.getFirst();
        tails.clear();
        tails.addAll((List<Tail>) read.getLast());
    }

    @Test
    void whatFindsNoRoomStaysLearned() {
        for (int i = 0; i < 65_536 + 10; i++)
            lessons.learn(tails.getFirst(), P, devices.get(i < 20 ? 0 : 1), i / 100, true);
        assertThat(lessons.forgotten()).isEqualTo(10);
        lessons.takeBack(devices.get(0).address, 0);
        lessons.takeBack(devices.get(1).address, 0);
        assertThat(tails.getFirst().known(P)).isEqualTo(10);
    }
}
