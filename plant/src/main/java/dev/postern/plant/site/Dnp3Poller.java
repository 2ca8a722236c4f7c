package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.protocol.Dnp3;

/** SCADA polls a substation: events each cycle, all points every 240th, and operates breakers by select and operate. */
public final class Dnp3Poller extends Poller {
    public static final int MASTER = 1;
    private static final int INTEGRITY_EVERY = 240;
    private static final int CONFIRM_WANTED = 0x20;
    private static final int PULSE_MILLIS = 500;
    private int sequence;

    Dnp3Poller(Network network, Host client, Dnp3Outstation outstation, long periodNanos, Dice dice) {
        super(network, client, outstation, periodNanos, dice);
    }

    public Dnp3Outstation outstation() {
        return (Dnp3Outstation) device();
    }

    @Override
    void greet(long atNanos) {
        read(atNanos, true);
    }

    @Override
    void cycle(long atNanos, long count) {
        read(atNanos, count % INTEGRITY_EVERY == 0);
    }

    private void read(long atNanos, boolean everything) {
        long at = session.ask(atNanos, request(Dnp3.READ, Dnp3.classes(everything)));
        byte[] answer = session.answer();
        if ((answer[Dnp3.APPLICATION] & CONFIRM_WANTED) != 0) {
            byte[] confirm = Dnp3.request(outstation().address(), MASTER, sequence, Dnp3.CONFIRM, new byte[0]);
            at = session.tcp().send(at + 1_500_000, true, confirm);
        }
        if ((answer[Dnp3.INDICATIONS] << 8 & Dnp3.NEED_TIME) != 0)
            session.ask(at + 20_000_000, request(Dnp3.WRITE, Dnp3.time(at / 1_000_000)));
    }

    private byte[] request(int function, byte[] objects) {
        sequence = (sequence + 1) & 15;
        return Dnp3.request(outstation().address(), MASTER, sequence, function, objects);
    }

    /** Opens or closes a breaker the careful way. */
    public void operate(long nowNanos, int breaker, boolean close) {
        byte[] control = Dnp3.control(breaker, close ? Dnp3.CLOSE : Dnp3.TRIP, PULSE_MILLIS);
        command(nowNanos, request(Dnp3.SELECT, control));
        command(nowNanos, request(Dnp3.OPERATE, control));
    }

    /** Sets the outstation's clock. */
    public void setClock(long nowNanos) {
        command(nowNanos, request(Dnp3.WRITE, Dnp3.time(nowNanos / 1_000_000)));
    }
}
