package dev.postern.appliance.peer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.util.Arrays;
import org.apache.commons.net.tftp.TFTP;
import org.apache.commons.net.tftp.TFTPAckPacket;
import org.apache.commons.net.tftp.TFTPClient;
import org.apache.commons.net.tftp.TFTPDataPacket;
import org.apache.commons.net.tftp.TFTPErrorPacket;
import org.apache.commons.net.tftp.TFTPPacket;
import org.apache.commons.net.tftp.TFTPPacketException;
import org.apache.commons.net.tftp.TFTPReadRequestPacket;
import org.apache.commons.net.tftp.TFTPWriteRequestPacket;

/** Apache Commons Net gives a switch its firmware, takes it back, and asks for what is not there; each transfer has a fresh port on both sides. */
final class TftpTalk {
    private static final String FIRMWARE = "fw-2.4.1.bin";
    private static final int REQUESTS = 3;
    private static final int FIRMWARE_BYTES = 1_300;
    private static final int BLOCK_BYTES = TFTPDataPacket.MAX_DATA_LENGTH;

    private final Overheard talk = new Overheard();
    private final TFTP device = new TFTP();
    private final int port;
    private byte[] stored;

    private TftpTalk() throws IOException {
        device.open(0, InetAddress.getLoopbackAddress());
        port = device.getLocalPort();
    }

    static Overheard talk() throws IOException {
        return new TftpTalk().run();
    }

    private Overheard run() throws IOException {
        Thread.ofPlatform().daemon().start(this::serve);
        byte[] firmware = new byte[FIRMWARE_BYTES];
        Arrays.fill(firmware, (byte) 0x5A);
        try (Client giver = new Client()) {
            giver.sendFile(
                    FIRMWARE,
                    TFTP.BINARY_MODE,
                    new ByteArrayInputStream(firmware),
                    InetAddress.getLoopbackAddress(),
                    port);
        }
        if (!Arrays.equals(take(FIRMWARE), firmware)) throw new IOException("the firmware came back otherwise");
        try {
            take("none.bin");
            throw new AssertionError("a file came that is not there");
        } catch (IOException refused) {
            return talk;
        }
    }

    private byte[] take(String file) throws IOException {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        try (Client taker = new Client()) {
            taker.receiveFile(file, TFTP.BINARY_MODE, taken, InetAddress.getLoopbackAddress(), port);
        }
        return taken.toByteArray();
    }

    /** Reports what it says and hears. */
    private final class Client extends TFTPClient implements AutoCloseable {
        private final int connection = talk.newConnection();

        Client() throws IOException {
            open(0, InetAddress.getLoopbackAddress());
        }

        @Override
        protected void trace(String direction, TFTPPacket packet) {
            DatagramPacket datagram = packet.newDatagram();
            byte[] bytes = Arrays.copyOfRange(
                    datagram.getData(), datagram.getOffset(), datagram.getOffset() + datagram.getLength());
            int fresh = packet.getPort() == port ? 0 : packet.getPort();
            talk.heardAt(connection, fresh, direction.startsWith(">"), bytes);
        }
    }

    private void serve() {
        try {
            for (int i = 0; i < REQUESTS; i++) {
                TFTPPacket asked = device.receive();
                TFTP transfer = new TFTP();
                transfer.open(0, InetAddress.getLoopbackAddress());
                if (asked instanceof TFTPReadRequestPacket read) give(transfer, read);
                else if (asked instanceof TFTPWriteRequestPacket) take(transfer, asked);
                transfer.close();
            }
        } catch (IOException | TFTPPacketException broken) {
            throw new IllegalStateException(broken);
        } finally {
            device.close();
        }
    }

    private void give(TFTP transfer, TFTPReadRequestPacket asked) throws IOException, TFTPPacketException {
        InetAddress client = asked.getAddress();
        int clientPort = asked.getPort();
        if (!asked.getFilename().equals(FIRMWARE)) {
            transfer.send(new TFTPErrorPacket(client, clientPort, TFTPErrorPacket.FILE_NOT_FOUND, "no such file"));
            return;
        }
        for (int from = 0, block = 1; from <= stored.length; from += BLOCK_BYTES, block++) {
            int length = Math.min(BLOCK_BYTES, stored.length - from);
            transfer.send(new TFTPDataPacket(client, clientPort, block, stored, from, length));
            transfer.receive();
        }
    }

    private void take(TFTP transfer, TFTPPacket asked) throws IOException, TFTPPacketException {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        transfer.send(new TFTPAckPacket(asked.getAddress(), asked.getPort(), 0));
        for (int length = BLOCK_BYTES; length == BLOCK_BYTES; ) {
            TFTPDataPacket data = (TFTPDataPacket) transfer.receive();
            length = data.getDataLength();
            taken.write(data.getData(), data.getDataOffset(), length);
            stored = taken.toByteArray();
            transfer.send(new TFTPAckPacket(asked.getAddress(), asked.getPort(), data.getBlockNumber()));
        }
    }
}
