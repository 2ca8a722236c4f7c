package dev.postern.appliance.peer;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.net.ntp.NTPUDPClient;
import org.apache.commons.net.ntp.NtpV3Impl;
import org.apache.commons.net.ntp.NtpV3Packet;
import org.apache.commons.net.ntp.TimeStamp;

/** Apache Commons Net asks three clocks for the time, which answer with its packets: a receiver, one below it, and one that was never set. */
final class NtpTalk {
    private static final int MESSAGE_BYTES_MAX = 128;
    /** Seconds as 16.16 fixed point: 0.5 and 0.25. */
    private static final int ROOT_DELAY = 0x8000, ROOT_DISPERSION = 0x4000;

    final Overheard talk;
    /** What the stack read of each answer, in order. */
    final List<NtpV3Packet> answers = new ArrayList<>();

    NtpTalk() throws IOException {
        try (DatagramSocket clock = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                NTPUDPClient client = new NTPUDPClient()) {
            Thread.ofPlatform().daemon().start(() -> serve(clock));
            talk = Overheard.datagramsTo(clock.getLocalPort());
            try (talk) {
                client.setDefaultTimeout(Duration.ofSeconds(10));
                client.open();
                for (int i = 0; i < 3; i++)
                    answers.add(client.getTime(InetAddress.getLoopbackAddress(), talk.port())
                            .getMessage());
            }
        }
    }

    private static void serve(DatagramSocket clock) {
        try {
            for (int i = 0; i < 3; i++) {
                DatagramPacket asked = new DatagramPacket(new byte[MESSAGE_BYTES_MAX], MESSAGE_BYTES_MAX);
                clock.receive(asked);
                NtpV3Packet question = new NtpV3Impl();
                question.setDatagramPacket(asked);
                DatagramPacket answer = answer(question, i).getDatagramPacket();
                answer.setSocketAddress(asked.getSocketAddress());
                clock.send(answer);
            }
        } catch (IOException closed) {
            // The test has ended.
            return;
        }
    }

    private static NtpV3Packet answer(NtpV3Packet question, int clock) {
        NtpV3Packet answer = new NtpV3Impl();
        answer.setMode(NtpV3Packet.MODE_SERVER);
        answer.setVersion(question.getVersion());
        answer.setPoll(6);
        answer.setPrecision(-20);
        answer.setStratum(clock);
        answer.setReferenceId(clock == 1 ? 'G' << 24 | 'P' << 16 | 'S' << 8 : clock == 2 ? 0x0A000001 : 0);
        answer.setLeapIndicator(clock == 0 ? NtpV3Packet.LI_ALARM_CONDITION : NtpV3Packet.LI_NO_WARNING);
        answer.setRootDelay(ROOT_DELAY);
        answer.setRootDispersion(ROOT_DISPERSION);
        TimeStamp now = TimeStamp.getCurrentTime();
        answer.setReferenceTime(clock == 0 ? new TimeStamp(0) : new TimeStamp(now.ntpValue() - (8L << 32)));
        answer.setOriginateTimeStamp(question.getTransmitTimeStamp());
        answer.setReceiveTimeStamp(now);
        answer.setTransmitTime(TimeStamp.getCurrentTime());
        return answer;
    }
}
