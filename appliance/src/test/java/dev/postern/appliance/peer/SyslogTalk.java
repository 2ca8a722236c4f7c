package dev.postern.appliance.peer;

import com.cloudbees.syslog.Facility;
import com.cloudbees.syslog.MessageFormat;
import com.cloudbees.syslog.SDElement;
import com.cloudbees.syslog.SDParam;
import com.cloudbees.syslog.Severity;
import com.cloudbees.syslog.SyslogMessage;
import com.cloudbees.syslog.sender.UdpSyslogMessageSender;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;

/** CloudBees' client logs over UDP in the old form and in the new one. */
final class SyslogTalk {
    private static final int PATIENCE_MILLIS = 10_000;

    private SyslogTalk() {}

    static Overheard talk() throws Exception {
        try (DatagramSocket collector = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            collector.setSoTimeout(PATIENCE_MILLIS);
            Overheard talk = Overheard.datagramsTo(collector.getLocalPort());
            try (talk;
                    UdpSyslogMessageSender sender = new UdpSyslogMessageSender()) {
                sender.setSyslogServerHostname("127.0.0.1");
                sender.setSyslogServerPort(talk.port());
                for (MessageFormat format : new MessageFormat[] {MessageFormat.RFC_3164, MessageFormat.RFC_5424}) {
                    sender.setMessageFormat(format);
                    sender.sendMessage(message());
                    collector.receive(new DatagramPacket(new byte[1024], 1024));
                }
            }
            return talk;
        }
    }

    private static SyslogMessage message() {
        return new SyslogMessage()
                .withFacility(Facility.LOCAL3)
                .withSeverity(Severity.WARNING)
                .withTimestamp(1_800_000_000_000L)
                .withHostname("plc7")
                .withAppName("pump")
                .withProcId("812")
                .withMsgId("LVL")
                .withSDElement(new SDElement("tank@32473", new SDParam("unit", "1")))
                .withMsg("level 4.2 m is high");
    }
}
