package dev.postern.appliance.peer;

import java.text.ParseException;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.ContactHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** JAIN SIP on the loopback over UDP: keeps the answers it gets, and answers as a telephone exchange with one telephone, {@code 200}. */
final class SipPhone implements SipListener, AutoCloseable {
    static final String MEDIA =
            "v=0\r\no=- 1 1 IN IP4 10.1.0.9\r\ns=-\r\nc=IN IP4 10.1.0.9\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n";
    private static final long PATIENCE_SECONDS = 10;

    private final SipStack stack;
    private final SipProvider provider;
    private final MessageFactory messages;
    private final BlockingQueue<ResponseEvent> answers = new LinkedBlockingQueue<>();
    /** Where it says it can be reached. */
    private String contact = "";

    SipPhone(String name, int port) throws Exception {
        SipFactory factory = SipFactory.getInstance();
        factory.setPathName("gov.nist");
        Properties settings = new Properties();
        settings.setProperty("javax.sip.STACK_NAME", name);
        settings.setProperty("gov.nist.javax.sip.TRACE_LEVEL", "0");
        stack = factory.createSipStack(settings);
        messages = factory.createMessageFactory();
        provider = stack.createSipProvider(stack.createListeningPoint("127.0.0.1", port, ListeningPoint.UDP));
        provider.addSipListener(this);
    }

    void reachableAt(int port) {
        contact = "<sip:200@127.0.0.1:" + port + ">";
    }

    /** @param text a whole message, with {@code \n} for line ends */
    Response ask(String text) throws Exception {
        provider.getNewClientTransaction(request(text)).sendRequest();
        return answer().getResponse();
    }

    Request request(String text) throws ParseException {
        return messages.createRequest(text.replace("\n", "\r\n"));
    }

    /** Calls, talks and hangs up. */
    void call(String text) throws Exception {
        provider.getNewClientTransaction(request(text)).sendRequest();
        Dialog dialog = answer().getDialog();
        dialog.sendAck(dialog.createAck(1));
        Request bye = dialog.createRequest(Request.BYE);
        // So that the answer comes the way the request went.
        ((ViaHeader) bye.getHeader(ViaHeader.NAME)).setRPort();
        dialog.sendRequest(provider.getNewClientTransaction(bye));
        answer();
    }

    private ResponseEvent answer() throws InterruptedException {
        ResponseEvent answer;
        do {
            answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer == null) throw new AssertionError("no answer");
        } while (answer.getResponse().getStatusCode() < Response.OK);
        return answer;
    }

    @Override
    public void processResponse(ResponseEvent event) {
        answers.add(event);
    }

    @Override
    public void processRequest(RequestEvent event) {
        Request asked = event.getRequest();
        if (asked.getMethod().equals(Request.ACK)) return;
        try {
            ServerTransaction transaction = event.getServerTransaction();
            if (transaction == null) transaction = provider.getNewServerTransaction(asked);
            if (asked.getMethod().equals(Request.INVITE)
                    && asked.getRequestURI().toString().contains("200@"))
                transaction.sendResponse(answer(asked, Response.RINGING));
            transaction.sendResponse(answer(asked, status(asked)));
        } catch (SipException | ParseException | InvalidArgumentException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int status(Request asked) {
        return switch (asked.getMethod()) {
            case Request.REGISTER -> asked.getHeader("Authorization") == null ? Response.UNAUTHORIZED : Response.OK;
            case Request.INVITE -> asked.getRequestURI().toString().contains("200@") ? Response.OK : Response.NOT_FOUND;
            default -> Response.OK;
        };
    }

    private Response answer(Request asked, int status) throws ParseException, SipException {
        SipFactory factory = SipFactory.getInstance();
        Response answer = messages.createResponse(status, asked);
        ToHeader to = (ToHeader) answer.getHeader(ToHeader.NAME);
        if (to.getTag() == null) to.setTag("x7");
        answer.addHeader(factory.createHeaderFactory().createHeader("Server", "works-exchange/2.1"));
        if (status == Response.UNAUTHORIZED)
            answer.addHeader(factory.createHeaderFactory()
                    .createHeader("WWW-Authenticate", "Digest realm=\"works\", nonce=\"84a4cc6f\""));
        if (asked.getMethod().equals(Request.INVITE) && status < Response.MULTIPLE_CHOICES)
            answer.addHeader(factory.createHeaderFactory().createHeader(ContactHeader.NAME, contact));
        if (asked.getMethod().equals(Request.INVITE) && status == Response.OK)
            answer.setContent(MEDIA, factory.createHeaderFactory().createContentTypeHeader("application", "sdp"));
        return answer;
    }

    @Override
    public void processTimeout(TimeoutEvent event) {}

    @Override
    public void processIOException(IOExceptionEvent event) {}

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}

    @Override
    public void close() {
        stack.stop();
    }
}
