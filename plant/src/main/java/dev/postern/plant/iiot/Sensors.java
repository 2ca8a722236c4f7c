package dev.postern.plant.iiot;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.protocol.Mqtt;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Life;
import dev.postern.plant.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Gateways of level and vibration sensors publish to a broker in the DMZ; the portal there is subscribed to all of them. */
public final class Sensors {
    private static final int GATEWAYS = 3;
    private static final long PERIOD_NANOS = 15 * Hours.SECOND;
    private static final long PING_NANOS = 50 * Hours.SECOND;
    private static final int KEEP_ALIVE_SECONDS = 60;

    public final List<Host> gateways = new ArrayList<>();
    public final Host broker;
    private final Network network;
    private final Subscriber subscriber;
    private final long periodNanos;

    private Sensors(Site site, Life life) {
        network = site.network;
        periodNanos = (long) (PERIOD_NANOS * life.thinning());
        broker = site.visitor(
                "broker-1", Host.Stack.LINUX, 0x005056_A1B233L, Host.ip("10.10.20.15"), site.replica.gateway());
        site.attach(broker);
        life.housekeeping().join(site.startNanos, broker, false);
        subscriber = new Subscriber(site.portal, new Dice(site.seed, "subscriber"));
    }

    public static Sensors install(Site site, Life life) {
        Sensors sensors = new Sensors(site, life);
        sensors.network.timeline().plan(site.startNanos + Hours.SECOND, sensors.subscriber::ping);
        for (int i = 1; i <= GATEWAYS; i++) {
            String name = "gw-" + i;
            Dice dice = new Dice(site.seed, name);
            long mac = 0x0090E8_000000L | dice.below(1 << 24);
            Host host = site.visitor(name, Host.Stack.LINUX, mac, Host.ip("10.10.1." + (205 + i)), site.controlRouter);
            site.attach(host);
            sensors.gateways.add(host);
            Gateway gateway = sensors.new Gateway(host, dice);
            long first = site.startNanos + 2 * Hours.SECOND + dice.between(0, sensors.periodNanos);
            sensors.network.timeline().plan(first, gateway::publish);
        }
        return sensors;
    }

    /** One client's connection to the broker. */
    private abstract class Client {
        final Host host;
        final Dice dice;
        Tcp tcp;
        int id;

        Client(Host host, Dice dice) {
            this.host = host;
            this.dice = dice;
        }

        /** Whether there is a connection that has nothing on its way. */
        final boolean ready(long nowNanos) {
            if (tcp != null && tcp.isOpen()) return tcp.readyNanos() < nowNanos;
            tcp = Tcp.connect(nowNanos, network, host, broker, Mqtt.PORT);
            if (!tcp.isOpen()) return false;
            byte[] hello = Mqtt.connect(host.name, host.name, "water-" + host.name, KEEP_ALIVE_SECONDS);
            greet(tcp.exchange(tcp.readyNanos() + 600_000, hello, service(), Mqtt.connected()));
            return true;
        }

        void greet(long atNanos) {}

        final long service() {
            return dice.around(900_000, 0.4);
        }

        final int next() {
            id = id % 0xFFFF + 1;
            return id;
        }

        final void ping(long nowNanos) {
            network.timeline().plan(nowNanos + PING_NANOS + dice.around(3_000_000, 0.5), this::ping);
            if (!ready(nowNanos)) return;
            tcp.exchange(Math.max(nowNanos, tcp.readyNanos()), Mqtt.ping(), service(), Mqtt.pong());
            tcp.settle();
        }
    }

    private final class Subscriber extends Client {
        Subscriber(Host host, Dice dice) {
            super(host, dice);
        }

        @Override
        void greet(long atNanos) {
            int number = next();
            tcp.exchange(atNanos + 400_000, Mqtt.subscribe(number, "works/#"), service(), Mqtt.subscribed(number));
        }

        void hear(long atNanos, String topic, String payload) {
            if (tcp == null || !tcp.isOpen()) return;
            int number = next();
            long at = tcp.send(atNanos, false, Mqtt.publish(number, topic, payload));
            tcp.send(at + 700_000, true, Mqtt.acknowledge(number));
        }
    }

    private final class Gateway extends Client {
        private double level;

        Gateway(Host host, Dice dice) {
            super(host, dice);
            level = 2 + dice.unit() * 3;
        }

        void publish(long nowNanos) {
            network.timeline().plan(nowNanos + periodNanos + dice.around(20_000_000, 0.5), this::publish);
            if (!ready(nowNanos)) return;
            level = Math.clamp(level + dice.bell() * 0.02, 0.5, 6);
            String topic = "works/" + host.name + "/level";
            String payload = String.format(Locale.ROOT, "{\"t\":%d,\"level\":%.2f}", nowNanos / 1_000_000_000L, level);
            int number = next();
            long at = tcp.exchange(
                    Math.max(nowNanos, tcp.readyNanos()),
                    Mqtt.publish(number, topic, payload),
                    service(),
                    Mqtt.acknowledge(number));
            tcp.settle();
            subscriber.hear(at, topic, payload);
        }
    }
}
