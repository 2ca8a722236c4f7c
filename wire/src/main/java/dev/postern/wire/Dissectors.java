package dev.postern.wire;

import dev.postern.model.Transport;
import dev.postern.wire.it.amqp.AmqpDissector;
import dev.postern.wire.it.cdp.CdpDissector;
import dev.postern.wire.it.coap.CoapDissector;
import dev.postern.wire.it.dcerpc.DcerpcDissector;
import dev.postern.wire.it.dhcp.DhcpDissector;
import dev.postern.wire.it.dhcpv6.Dhcpv6Dissector;
import dev.postern.wire.it.discovery.DropboxDissector;
import dev.postern.wire.it.discovery.SsdpDissector;
import dev.postern.wire.it.discovery.WsDiscoveryDissector;
import dev.postern.wire.it.dns.DnsDissector;
import dev.postern.wire.it.dns.NbdgmDissector;
import dev.postern.wire.it.dns.NbnsDissector;
import dev.postern.wire.it.eapol.EapolDissector;
import dev.postern.wire.it.ftp.FtpDissector;
import dev.postern.wire.it.ftp.TftpDissector;
import dev.postern.wire.it.gateway.HsrpDissector;
import dev.postern.wire.it.gateway.VrrpDissector;
import dev.postern.wire.it.hl7.Hl7Dissector;
import dev.postern.wire.it.http.HttpDissector;
import dev.postern.wire.it.http.WebSocketDissector;
import dev.postern.wire.it.http2.Http2Dissector;
import dev.postern.wire.it.igmp.IgmpDissector;
import dev.postern.wire.it.ipmi.IpmiDissector;
import dev.postern.wire.it.kerberos.KerberosDissector;
import dev.postern.wire.it.lacp.LacpDissector;
import dev.postern.wire.it.ldap.LdapDissector;
import dev.postern.wire.it.lldp.LldpDissector;
import dev.postern.wire.it.loopback.LoopbackDissector;
import dev.postern.wire.it.mail.ImapDissector;
import dev.postern.wire.it.mail.Pop3Dissector;
import dev.postern.wire.it.mail.SmtpDissector;
import dev.postern.wire.it.mqtt.MqttDissector;
import dev.postern.wire.it.mqtt.MqttSnDissector;
import dev.postern.wire.it.mysql.MysqlDissector;
import dev.postern.wire.it.ntp.NtpDissector;
import dev.postern.wire.it.p2p.BittorrentDissector;
import dev.postern.wire.it.p2p.StunDissector;
import dev.postern.wire.it.pgsql.PostgresDissector;
import dev.postern.wire.it.pppoe.PppoeDissector;
import dev.postern.wire.it.ptp.PtpDissector;
import dev.postern.wire.it.quic.QuicDissector;
import dev.postern.wire.it.radius.RadiusDissector;
import dev.postern.wire.it.rdp.RdpDissector;
import dev.postern.wire.it.remote.RemoteToolDissector;
import dev.postern.wire.it.routing.EigrpDissector;
import dev.postern.wire.it.routing.OspfDissector;
import dev.postern.wire.it.routing.PimDissector;
import dev.postern.wire.it.rsync.RsyncDissector;
import dev.postern.wire.it.sip.SipDissector;
import dev.postern.wire.it.smb2.SmbDissector;
import dev.postern.wire.it.snmp.SnmpDissector;
import dev.postern.wire.it.socks.SocksDissector;
import dev.postern.wire.it.ssh.SshDissector;
import dev.postern.wire.it.stores.MemcachedDissector;
import dev.postern.wire.it.stores.MongoDissector;
import dev.postern.wire.it.stores.RedisDissector;
import dev.postern.wire.it.stp.StpDissector;
import dev.postern.wire.it.sunrpc.SunRpcDissector;
import dev.postern.wire.it.syslog.SyslogDissector;
import dev.postern.wire.it.tds.SqlBrowserDissector;
import dev.postern.wire.it.tds.TdsDissector;
import dev.postern.wire.it.telnet.RloginDissector;
import dev.postern.wire.it.telnet.TelnetDissector;
import dev.postern.wire.it.tls.TlsDissector;
import dev.postern.wire.it.tns.TnsDissector;
import dev.postern.wire.it.vnc.VncDissector;
import dev.postern.wire.it.vpn.IkeDissector;
import dev.postern.wire.it.vpn.L2tpDissector;
import dev.postern.wire.it.vpn.OpenVpnDissector;
import dev.postern.wire.it.vpn.PptpDissector;
import dev.postern.wire.it.vpn.WireguardDissector;
import dev.postern.wire.it.x11.X11Dissector;
import dev.postern.wire.ot.ads.AdsDissector;
import dev.postern.wire.ot.bacnet.BacnetDissector;
import dev.postern.wire.ot.bsap.BsapDissector;
import dev.postern.wire.ot.c1222.C1222Dissector;
import dev.postern.wire.ot.c37118.C37118Dissector;
import dev.postern.wire.ot.cclink.CcLink;
import dev.postern.wire.ot.codesys.Codesys2Dissector;
import dev.postern.wire.ot.codesys.Codesys3Dissector;
import dev.postern.wire.ot.cotp.CotpDissector;
import dev.postern.wire.ot.crimson.CrimsonDissector;
import dev.postern.wire.ot.dlms.DlmsDissector;
import dev.postern.wire.ot.dnp3.Dnp3Dissector;
import dev.postern.wire.ot.egd.EgdDissector;
import dev.postern.wire.ot.enip.EnipDissector;
import dev.postern.wire.ot.esio.EsioDissector;
import dev.postern.wire.ot.ethercat.EtherCat;
import dev.postern.wire.ot.fins.FinsDissector;
import dev.postern.wire.ot.fox.FoxDissector;
import dev.postern.wire.ot.genisys.GenisysDissector;
import dev.postern.wire.ot.hartip.HartIpDissector;
import dev.postern.wire.ot.hse.Hse;
import dev.postern.wire.ot.iec104.Iec101;
import dev.postern.wire.ot.iec104.Iec104;
import dev.postern.wire.ot.iec61850.GooseDissector;
import dev.postern.wire.ot.iec61850.MmsDissector;
import dev.postern.wire.ot.iec61850.SvDissector;
import dev.postern.wire.ot.knxip.KnxIpDissector;
import dev.postern.wire.ot.lontalk.LonTalkDissector;
import dev.postern.wire.ot.melsec.Melsec1eDissector;
import dev.postern.wire.ot.melsec.MelsoftDissector;
import dev.postern.wire.ot.melsec.SlmpDissector;
import dev.postern.wire.ot.modbus.Modbus;
import dev.postern.wire.ot.modbus.ModbusRtu;
import dev.postern.wire.ot.opcua.OpcUaDissector;
import dev.postern.wire.ot.opcua.UadpDissector;
import dev.postern.wire.ot.pcom.PcomDissector;
import dev.postern.wire.ot.phoenix.AdeRemotingDissector;
import dev.postern.wire.ot.phoenix.PcworxDissector;
import dev.postern.wire.ot.phoenix.ProconosDissector;
import dev.postern.wire.ot.powerlink.Powerlink;
import dev.postern.wire.ot.profinet.Profinet;
import dev.postern.wire.ot.ring.DlrDissector;
import dev.postern.wire.ot.ring.MrpDissector;
import dev.postern.wire.ot.ring.SupervisionDissector;
import dev.postern.wire.ot.rocplus.RocPlusDissector;
import dev.postern.wire.ot.rtps.RtpsDissector;
import dev.postern.wire.ot.s7comm.S7comm;
import dev.postern.wire.ot.sbus.SbusDissector;
import dev.postern.wire.ot.sercos.Sercos;
import dev.postern.wire.ot.srtp.SrtpDissector;
import dev.postern.wire.ot.tristation.TristationDissector;
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
                    dissectors.stream()
                            .filter(d -> d.speaks(carrier(transport)))
                            .toArray(Dissector[]::new));
        }
        for (Dissector dissector : dissectors) {
            if (byName.put(dissector.protocol(), dissector) != null)
                throw new IllegalArgumentException("two dissectors for " + dissector.protocol());
        }
    }

    /** A message that SCTP carries is one that a stream might have brought. */
    private static Transport carrier(Transport transport) {
        return transport == Transport.SCTP ? Transport.TCP : transport;
    }

    /** One line a protocol. */
    private static List<Dissector> all() {
        return List.of(
                new Modbus(),
                new S7comm(),
                new Dnp3Dissector(),
                new EnipDissector(),
                new SupervisionDissector(),
                new MrpDissector(),
                new DlrDissector(),
                new Iec104(),
                new Iec101(),
                new MmsDissector(),
                new CotpDissector(),
                new GooseDissector(),
                new SvDissector(),
                new C37118Dissector(),
                new DlmsDissector(),
                new C1222Dissector(),
                new Profinet(),
                // Before Modbus RTU: a request to the usual address could be both.,
                new RocPlusDissector(),
                new ModbusRtu(),
                new EtherCat(),
                new Powerlink(),
                new Sercos(),
                new CcLink(),
                new Hse(),
                new BacnetDissector(),
                new OpcUaDissector(),
                new UadpDissector(),
                new KnxIpDissector(),
                new RtpsDissector(),
                new LonTalkDissector(),
                new FoxDissector(),
                new CrimsonDissector(),
                new FinsDissector(),
                new SlmpDissector(),
                new MelsoftDissector(),
                new Melsec1eDissector(),
                new AdsDissector(),
                new Codesys2Dissector(),
                new Codesys3Dissector(),
                new SrtpDissector(),
                new TristationDissector(),
                new HartIpDissector(),
                new EgdDissector(),
                new PcomDissector(),
                new SbusDissector(),
                new EsioDissector(),
                new BsapDissector(),
                new GenisysDissector(),
                new PcworxDissector(),
                new ProconosDissector(),
                new AdeRemotingDissector(),
                DnsDissector.dns(),
                DnsDissector.mdns(),
                DnsDissector.llmnr(),
                new NbnsDissector(),
                new DhcpDissector(),
                new NtpDissector(),
                new TlsDissector(),
                new HttpDissector(),
                new SmbDissector(),
                new DcerpcDissector(),
                new LldpDissector(),
                new CdpDissector(),
                new StpDissector(),
                new LacpDissector(),
                new LoopbackDissector(),
                new EapolDissector(),
                new PtpDissector(),
                new PppoeDissector(),
                new IgmpDissector(),
                new VrrpDissector(),
                new HsrpDissector(),
                new OspfDissector(),
                new EigrpDissector(),
                new PimDissector(),
                new SnmpDissector(),
                new SshDissector(),
                new KerberosDissector(),
                new LdapDissector(),
                new QuicDissector(),
                new SsdpDissector(),
                new WsDiscoveryDissector(),
                new DropboxDissector(),
                new NbdgmDissector(),
                new MqttDissector(),
                new MqttSnDissector(),
                new CoapDissector(),
                new AmqpDissector(),
                new RdpDissector(),
                new SmtpDissector(),
                new Pop3Dissector(),
                new ImapDissector(),
                new TdsDissector(),
                new SqlBrowserDissector(),
                new MysqlDissector(),
                new PostgresDissector(),
                new TnsDissector(),
                new Http2Dissector(),
                new WebSocketDissector(),
                new RadiusDissector(),
                new SyslogDissector(),
                new TelnetDissector(),
                new RloginDissector(),
                new FtpDissector(),
                new TftpDissector(),
                new VncDissector(),
                new Dhcpv6Dissector(),
                new SipDissector(),
                new Hl7Dissector(),
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

    /** Another protocol usually lives at this port. */
    @SuppressWarnings("ReferenceEquality") // the very dissector
    boolean othersPort(Dissector than, Transport transport, int port) {
        for (Dissector dissector : on(transport))
            if (dissector != than && dissector.usualPort(transport, port)) return true;
        return false;
    }

    /** Some protocol usually lives at this port. */
    boolean usualPort(Transport transport, int port) {
        for (Dissector dissector : on(transport)) if (dissector.usualPort(transport, port)) return true;
        return false;
    }
}
