package dev.postern.wire;

import dev.postern.model.Transport;
import dev.postern.wire.it.dhcp.DhcpDissector;
import dev.postern.wire.it.discovery.SsdpDissector;
import dev.postern.wire.it.discovery.WsDiscoveryDissector;
import dev.postern.wire.it.dns.DnsDissector;
import dev.postern.wire.it.dns.NbdgmDissector;
import dev.postern.wire.it.dns.NbnsDissector;
import dev.postern.wire.it.http.HttpDissector;
import dev.postern.wire.it.ipmi.IpmiDissector;
import dev.postern.wire.it.lldp.LldpDissector;
import dev.postern.wire.it.mail.ImapDissector;
import dev.postern.wire.it.mail.Pop3Dissector;
import dev.postern.wire.it.mail.SmtpDissector;
import dev.postern.wire.it.mysql.MysqlDissector;
import dev.postern.wire.it.ntp.NtpDissector;
import dev.postern.wire.it.p2p.BittorrentDissector;
import dev.postern.wire.it.p2p.StunDissector;
import dev.postern.wire.it.pgsql.PostgresDissector;
import dev.postern.wire.it.quic.QuicDissector;
import dev.postern.wire.it.remote.RemoteToolDissector;
import dev.postern.wire.it.rsync.RsyncDissector;
import dev.postern.wire.it.sip.SipDissector;
import dev.postern.wire.it.smb2.SmbDissector;
import dev.postern.wire.it.socks.SocksDissector;
import dev.postern.wire.it.stores.MemcachedDissector;
import dev.postern.wire.it.stores.MongoDissector;
import dev.postern.wire.it.stores.RedisDissector;
import dev.postern.wire.it.sunrpc.SunRpcDissector;
import dev.postern.wire.it.tds.SqlBrowserDissector;
import dev.postern.wire.it.tds.TdsDissector;
import dev.postern.wire.it.tls.TlsDissector;
import dev.postern.wire.it.tns.TnsDissector;
import dev.postern.wire.it.vpn.IkeDissector;
import dev.postern.wire.it.vpn.L2tpDissector;
import dev.postern.wire.it.vpn.OpenVpnDissector;
import dev.postern.wire.it.vpn.PptpDissector;
import dev.postern.wire.it.vpn.WireguardDissector;
import dev.postern.wire.it.x11.X11Dissector;
import dev.postern.wire.ot.dnp3.Dnp3Dissector;
import dev.postern.wire.ot.enip.EnipDissector;
import dev.postern.wire.ot.modbus.Modbus;
import dev.postern.wire.ot.s7comm.S7comm;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every protocol that is read. Where two are equally sure, the one further up is believed. Immutable. */
public final class Dissectors {
    private static final Dissectors STANDARD = new Dissectors(all());

    private final Map<Transport, Dissector[]> byTransport = new EnumMap<>(Transport.class);
    private final Map<String, Dissector> byName = new HashMap<>();

    Dissectors(List<Dissector> dissectors) {
        for (Transport transport : Transport.values()) {
            byTransport.put(
                    transport,
                    dissectors.stream().filter(d -> d.speaks(transport)).toArray(Dissector[]::new));
        }
        for (Dissector dissector : dissectors) {
            if (byName.put(dissector.protocol(), dissector) != null)
                throw new IllegalArgumentException("two dissectors for " + dissector.protocol());
        }
    }

    /** One line a protocol. */
    private static List<Dissector> all() {
        return List.of(
                new Modbus(),
                new S7comm(),
                new Dnp3Dissector(),
                new EnipDissector(),
                DnsDissector.dns(),
                DnsDissector.mdns(),
                DnsDissector.llmnr(),
                new NbnsDissector(),
                new DhcpDissector(),
                new NtpDissector(),
                new TlsDissector(),
                new HttpDissector(),
                new SmbDissector(),
                new LldpDissector(),
                new QuicDissector(),
                new SsdpDissector(),
                new WsDiscoveryDissector(),
                new NbdgmDissector(),
                new SmtpDissector(),
                new Pop3Dissector(),
                new ImapDissector(),
                new TdsDissector(),
                new SqlBrowserDissector(),
                new MysqlDissector(),
                new PostgresDissector(),
                new TnsDissector(),
                new SipDissector(),
                new IpmiDissector(),
                new WireguardDissector(),
                new OpenVpnDissector(),
                new IkeDissector(),
                new L2tpDissector(),
                new PptpDissector(),
                new SocksDissector(),
                RemoteToolDissector.teamViewer(),
                RemoteToolDissector.radmin(),
                RemoteToolDissector.dameWare(),
                new SunRpcDissector(),
                new X11Dissector(),
                new RsyncDissector(),
                new RedisDissector(),
                new MongoDissector(),
                new MemcachedDissector(),
                new StunDissector(),
                new BittorrentDissector());
    }

    public static Dissectors standard() {
        return STANDARD;
    }

    Dissector[] on(Transport transport) {
        return byTransport.get(transport);
    }

    /** @return null if there is none, as after a release that dropped it */
    Dissector named(String protocol) {
        return byName.get(protocol);
    }

    /** Some protocol usually lives at this port. */
    boolean usualPort(Transport transport, int port) {
        for (Dissector dissector : on(transport)) if (dissector.usualPort(transport, port)) return true;
        return false;
    }
}
