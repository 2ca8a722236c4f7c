package dev.postern.plant.management;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;
import dev.postern.plant.net.Network;
import dev.postern.plant.net.Tcp;
import dev.postern.plant.net.Timeline;
import dev.postern.plant.protocol.Kerberos;
import dev.postern.plant.protocol.Ldap;
import dev.postern.plant.protocol.Ssh;
import dev.postern.plant.site.Daily;
import dev.postern.plant.site.Errands;
import dev.postern.plant.site.Hours;
import dev.postern.plant.site.Life;
import dev.postern.plant.site.RemoteDesktop;
import dev.postern.plant.site.Site;
import java.util.List;

/**
 * People and services log in: tickets at the beginning of each shift and every ten hours, the historian looks up its users, the engineer opens
 * a remote desktop on the SCADA server, the administrator a shell on the Linux machines and, from the office, over the jump host of the DMZ, the historian.
 */
public final class Logins {
    private static final String REALM = "WORKS.EXAMPLE";
    private static final String BASE = "DC=works,DC=example";
    private static final long TICKET_NANOS = 10 * Hours.HOUR;
    private static final long LOOK_UP_NANOS = 30 * Hours.MINUTE;
    private static final int CIPHER_BYTES = 1_100;
    private static final List<String> OPERATORS = List.of("a.brandt", "l.keller", "m.sommer");

    private final Site site;
    private final Network network;
    private final Timeline timeline;
    private final Errands errands;
    private final Dice dice;
    private final Host jumpHost;

    private Logins(Site site) {
        this.site = site;
        network = site.network;
        timeline = network.timeline();
        errands = site.errands;
        dice = new Dice(site.seed, "logins");
        jumpHost = site.visitor(
                "jump-1", Host.Stack.WINDOWS, 0x005056_A1B23AL, Host.ip("10.10.20.20"), site.replica.gateway());
        site.attach(jumpHost);
    }

    public static Logins install(Site site, Life life) {
        Logins logins = new Logins(site);
        long start = site.startNanos;
        for (int shift = 0; shift < OPERATORS.size(); shift++) {
            String user = OPERATORS.get(shift);
            Daily.plan(logins.timeline, start, 5 * 60 + 50 + 8 * 60 * shift, now -> logins.shift(now, user));
        }
        for (Host host : List.of(site.scada, site.historian, site.engineering)) {
            String account = host.name.toUpperCase(java.util.Locale.ROOT) + "$";
            logins.timeline.plan(start + logins.dice.between(0, Hours.HOUR), now -> logins.renew(now, host, account));
        }
        logins.timeline.plan(start + Hours.MINUTE, logins::lookUp);
        Daily.plan(logins.timeline, start, 9 * 60 + 20, logins::desktopDay);
        Daily.plan(logins.timeline, start, 11 * 60, logins::shellDay);
        Daily.plan(logins.timeline, start, 13 * 60 + 30, logins::remoteDay);
        life.housekeeping().join(start, logins.jumpHost, true);
        return logins;
    }

    private void shift(long nowNanos, String user) {
        timeline.plan(nowNanos + dice.between(0, 8 * Hours.MINUTE), now -> login(now, site.panel, user));
    }

    private void renew(long nowNanos, Host host, String account) {
        timeline.plan(nowNanos + TICKET_NANOS + dice.between(0, 5 * Hours.MINUTE), now -> renew(now, host, account));
        login(nowNanos, host, account);
    }

    /** A ticket to get tickets, then one for the directory. */
    private void login(long nowNanos, Host client, String user) {
        var wish = new Kerberos.Wish(user, REALM, "krbtgt/" + REALM, dice.below(1 << 30), nowNanos + TICKET_NANOS);
        long at = ask(nowNanos, client, Kerberos.login(wish, new byte[0]), Kerberos.proofRequired(wish, nowNanos));
        at = ask(at + 900_000, client, Kerberos.login(wish, noise(72)), Kerberos.loggedIn(wish, noise(CIPHER_BYTES)));
        var directory = new Kerberos.Wish(
                user,
                REALM,
                "ldap/" + site.domainServer.name + "." + Site.DOMAIN,
                dice.below(1 << 30),
                wish.tillNanos());
        ask(
                at + 1_500_000,
                client,
                Kerberos.ask(directory, noise(CIPHER_BYTES)),
                Kerberos.granted(directory, noise(CIPHER_BYTES)));
    }

    private long ask(long atNanos, Host client, byte[] question, byte[] answer) {
        Tcp tcp = Tcp.connect(atNanos, network, client, site.domainServer, Kerberos.PORT);
        if (!tcp.isOpen()) return tcp.readyNanos();
        long at = tcp.exchange(tcp.readyNanos() + 200_000, question, service(), answer);
        return tcp.close(at + 300_000);
    }

    private byte[] noise(int length) {
        return errands.noise(length, dice);
    }

    private long service() {
        return dice.around(1_800_000, 0.4);
    }

    private void lookUp(long nowNanos) {
        timeline.plan(nowNanos + LOOK_UP_NANOS + dice.around(9 * Hours.SECOND, 0.5), this::lookUp);
        Tcp tcp = Tcp.connect(nowNanos, network, site.historian, site.domainServer, Ldap.PORT);
        if (!tcp.isOpen()) return;
        String user = OPERATORS.get(dice.below(OPERATORS.size()));
        String name = "CN=" + user + ",OU=People," + BASE;
        long at = tcp.exchange(
                tcp.readyNanos() + 300_000,
                Ldap.bind(1, "CN=svc-historian,OU=Services," + BASE, "Tide-7-lock"),
                service(),
                Ldap.bound(1));
        at = tcp.exchange(
                at + 400_000,
                Ldap.search(2, BASE, "sAMAccountName", user, "memberOf"),
                service(),
                Ldap.found(2, name, "memberOf", "CN=Operators,OU=Groups," + BASE));
        at = tcp.send(at + 40_000, false, Ldap.searched(2));
        at = tcp.send(at + 500_000, true, Ldap.unbind(3));
        tcp.close(at + 100_000);
    }

    private void desktopDay(long nowNanos) {
        if (!Hours.isWorkday(nowNanos)) return;
        timeline.plan(nowNanos + dice.between(0, 3 * Hours.HOUR), this::desktop);
    }

    private void desktop(long nowNanos) {
        RemoteDesktop desktop = new RemoteDesktop(network, errands, site.engineering, site.scada, dice);
        long at = desktop.open(nowNanos, "engineer");
        if (desktop.isOpen()) desktop.work(at, 61 + dice.below(80));
    }

    /** Twice a week or so the administrator in the office looks at the historian, by two screens. */
    private void remoteDay(long nowNanos) {
        if (!Hours.isWorkday(nowNanos) || !dice.chance(0.4)) return;
        timeline.plan(nowNanos + dice.between(0, 2 * Hours.HOUR), this::remote);
    }

    private void remote(long nowNanos) {
        RemoteDesktop outer = new RemoteDesktop(network, errands, site.officePcs.get(1), jumpHost, dice);
        long at = outer.open(nowNanos, "admin-ot");
        if (!outer.isOpen()) return;
        int turns = 30 + dice.below(60);
        outer.work(at, turns + 10);
        timeline.plan(at + dice.around(25 * Hours.SECOND, 0.4), now -> {
            RemoteDesktop inner = new RemoteDesktop(network, errands, jumpHost, site.historian, dice);
            long inside = inner.open(now, "admin-ot");
            if (inner.isOpen()) inner.work(inside, turns);
        });
    }

    private void shellDay(long nowNanos) {
        if (!Hours.isWorkday(nowNanos)) return;
        timeline.plan(nowNanos + dice.between(0, 2 * Hours.HOUR), now -> shell(now, site.replica));
    }

    private void shell(long nowNanos, Host server) {
        Tcp tcp = Tcp.connect(nowNanos, network, site.engineering, server, Ssh.PORT);
        if (!tcp.isOpen()) return;
        long at = tcp.exchange(
                tcp.readyNanos() + 300_000,
                Ssh.banner("PuTTY_Release_0.81"),
                service(),
                Ssh.banner("OpenSSH_9.2p1 Debian-2+deb12u3"));
        at = tcp.exchange(at + 400_000, Ssh.offer(noise(16)), service(), Ssh.offer(noise(16)));
        byte[] hostKey = new byte[257];
        new Dice(server.ip(), "host key").fill(hostKey);
        at = tcp.exchange(at + 2_000_000, Ssh.key(noise(32)), service(), Ssh.keyAnswer(hostKey, noise(256)));
        at = tcp.send(at + 900_000, true, Ssh.newKeys());
        for (int i = 4 + dice.below(30); i > 0; i--)
            at = tcp.exchange(
                    at + dice.around(2 * Hours.SECOND, 0.8),
                    Ssh.encrypted(noise(32 + 16 * dice.below(4))),
                    service(),
                    Ssh.encrypted(noise(64 + 16 * dice.below(40))));
        tcp.close(at + Hours.SECOND);
    }
}
