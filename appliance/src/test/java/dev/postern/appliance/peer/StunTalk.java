package dev.postern.appliance.peer;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.ice4j.ResponseCollector;
import org.ice4j.StunException;
import org.ice4j.StunMessageEvent;
import org.ice4j.StunResponseEvent;
import org.ice4j.StunTimeoutEvent;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.attribute.Attribute;
import org.ice4j.attribute.AttributeFactory;
import org.ice4j.attribute.ErrorCodeAttribute;
import org.ice4j.attribute.XorMappedAddressAttribute;
import org.ice4j.message.ChannelData;
import org.ice4j.message.Message;
import org.ice4j.message.MessageFactory;
import org.ice4j.message.Request;
import org.ice4j.message.Response;
import org.ice4j.security.CredentialsAuthority;
import org.ice4j.socket.IceUdpSocketWrapper;
import org.ice4j.stack.StunStack;
import org.ice4j.stack.TransactionID;

/** Two stacks of ice4j: a host behind a relay, first without and then with its name, gets an address there, and talks to a peer through it. */
final class StunTalk implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;
    private static final String USER = "bench:operator", REALM = "works.example";
    private static final TransportAddress PEER = address(new byte[] {10, 7, 0, 9}, 5004);
    private static final TransportAddress RELAYED = address(new byte[] {10, 9, 0, 1}, 49_152);
    private static final char CHANNEL = 0x4001;

    /** Names have two parts, as in ICE, and this stack may ask for the first one alone. */
    private static final CredentialsAuthority KEYS = new CredentialsAuthority() {
        @Override
        public byte[] getLocalKey(String user) {
            return checkLocalUserName(user) ? octets("a key of the test") : null;
        }

        @Override
        public byte[] getRemoteKey(String user, String media) {
            return getLocalKey(user);
        }

        @Override
        public boolean checkLocalUserName(String user) {
            return USER.equals(user) || USER.startsWith(user + ":");
        }
    };

    /** What the host understood: how it is seen, then each error. */
    final List<String> understood = new ArrayList<>();

    final Overheard talk;
    private final StunStack server = new StunStack();
    private final StunStack client = new StunStack();
    private final DatagramSocket serverSocket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final DatagramSocket clientSocket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final TransportAddress from =
            new TransportAddress(InetAddress.getLoopbackAddress(), clientSocket.getLocalPort(), Transport.UDP);
    private final TransportAddress to;

    StunTalk() throws Exception {
        talk = Overheard.datagramsTo(serverSocket.getLocalPort());
        to = new TransportAddress(InetAddress.getLoopbackAddress(), talk.port(), Transport.UDP);
        server.getCredentialsManager().registerAuthority(KEYS);
        client.getCredentialsManager().registerAuthority(KEYS);
        server.addSocket(new IceUdpSocketWrapper(serverSocket));
        client.addSocket(new IceUdpSocketWrapper(clientSocket));
        server.addRequestListener(this::answer);
        speak();
    }

    private void speak() throws Exception {
        ask(with(MessageFactory.createBindingRequest(), AttributeFactory.createSoftwareAttribute(octets("bench 2.1"))));
        ask(MessageFactory.createAllocateRequest((byte) 17, false));
        ask(known(MessageFactory.createAllocateRequest((byte) 17, false)));
        TransactionID id = TransactionID.createNewTransactionID();
        ask(known(MessageFactory.createCreatePermissionRequest(PEER, id.getBytes())), id);
        id = TransactionID.createNewTransactionID();
        ask(known(MessageFactory.createChannelBindRequest(CHANNEL, PEER, id.getBytes())), id);
        ChannelData data = new ChannelData();
        data.setChannelNumber(CHANNEL);
        data.setData(octets("voice"));
        client.sendChannelData(data, to, from);
        id = TransactionID.createNewTransactionID();
        client.sendIndication(MessageFactory.createSendIndication(PEER, octets("voice"), id.getBytes()), to, from);
        ask(known(MessageFactory.createRefreshRequest(0)));
        talk.awaitQuiet();
    }

    private static Request known(Request request) throws StunException {
        MessageFactory.addLongTermCredentialAttributes(request, octets(USER), octets(REALM), octets("nonce-1"));
        return request;
    }

    private void ask(Request request) throws Exception {
        ask(request, TransactionID.createNewTransactionID());
    }

    private void ask(Request request, TransactionID id) throws Exception {
        CompletableFuture<Response> answered = new CompletableFuture<>();
        client.sendRequest(
                request,
                to,
                from,
                new ResponseCollector() {
                    @Override
                    public void processResponse(StunResponseEvent event) {
                        answered.complete(event.getResponse());
                    }

                    @Override
                    public void processTimeout(StunTimeoutEvent event) {
                        answered.cancel(false);
                    }
                },
                id);
        Response response = answered.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (response.getAttribute(Attribute.ERROR_CODE) instanceof ErrorCodeAttribute error)
            understood.add(Integer.toString(error.getErrorCode()));
        if (response.getAttribute(Attribute.XOR_MAPPED_ADDRESS) instanceof XorMappedAddressAttribute seen) {
            TransportAddress plain = seen.getAddress(response.getTransactionID());
            understood.add(plain.getHostAddress() + ":" + plain.getPort());
        }
    }

    private void answer(StunMessageEvent event) {
        try {
            Request request = (Request) event.getMessage();
            server.sendResponse(
                    request.getTransactionID(),
                    response(request, event.getRemoteAddress()),
                    event.getLocalAddress(),
                    event.getRemoteAddress());
        } catch (Exception lost) {
            throw new IllegalStateException(lost);
        }
    }

    private static Response response(Request request, TransportAddress seen) {
        return switch (request.getMessageType()) {
            case Message.BINDING_REQUEST ->
                with(
                        MessageFactory.createBindingResponse(request, seen),
                        AttributeFactory.createSoftwareAttribute(octets("relay 4.6")));
            case Message.ALLOCATE_REQUEST ->
                request.containsAttribute(Attribute.USERNAME)
                        ? MessageFactory.createAllocationResponse(request, seen, RELAYED, 600)
                        : with(
                                MessageFactory.createAllocationErrorResponse(ErrorCodeAttribute.UNAUTHORIZED),
                                AttributeFactory.createRealmAttribute(octets(REALM)),
                                AttributeFactory.createNonceAttribute(octets("nonce-1")));
            case Message.CREATEPERMISSION_REQUEST -> MessageFactory.createCreatePermissionResponse();
            case Message.CHANNELBIND_REQUEST -> MessageFactory.createChannelBindResponse();
            default -> MessageFactory.createRefreshErrorResponse(ErrorCodeAttribute.ALLOCATION_MISMATCH);
        };
    }

    private static <M extends Message> M with(M message, Attribute... attributes) {
        for (Attribute one : attributes) message.putAttribute(one);
        return message;
    }

    private static TransportAddress address(byte[] octets, int port) {
        try {
            return new TransportAddress(octets, port, Transport.UDP);
        } catch (java.net.UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws Exception {
        client.shutDown();
        server.shutDown();
        clientSocket.close();
        serverSocket.close();
        talk.close();
    }
}
