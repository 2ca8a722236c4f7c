package dev.postern.appliance.peer;

import static org.apache.plc4x.java.bacnetip.readwrite.utils.StaticHelper.*;

import java.io.IOException;
import java.util.List;
import org.apache.plc4x.java.bacnetip.readwrite.*;
import org.apache.plc4x.java.spi.generation.SerializationException;
import org.apache.plc4x.java.spi.generation.WriteBufferByteBased;

/** What a control station and a controller say to each other, put into octets by the BACnet codec of Apache PLC4X, which has no such peers. */
final class BacnetTalk {
    private static final int ANALOG_INPUT = 0, ANALOG_OUTPUT = 1, BINARY_INPUT = 3, DEVICE = 8;
    private static final int PRESENT_VALUE = 85, OBJECT_NAME = 77, STATUS_FLAGS = 111, UNITS = 117, PRIORITY_ARRAY = 87;
    private static final short READ = 1,
            REFUSED = 2,
            WRITE = 3,
            MULTIPLE = 4,
            SUBSCRIBE = 5,
            SILENCE = 6,
            RESTART = 7,
            STRANGE = 8;

    private final Overheard talk = new Overheard();
    private final int connection = talk.newConnection();

    private BacnetTalk() throws IOException {}

    static Overheard talk() throws IOException, SerializationException {
        BacnetTalk bacnet = new BacnetTalk();
        bacnet.find();
        bacnet.read();
        bacnet.write();
        bacnet.watch();
        bacnet.manage();
        return bacnet.talk;
    }

    private void find() throws SerializationException {
        say(true, new BVLCRegisterForeignDevice(600));
        say(false, new BVLCResult(BVLCResultCode.SUCCESSFUL_COMPLETION));
        say(true, new BVLCOriginalBroadcastNPDU(network(new NLMWhoIsRouterToNetwork(0, 13)), 0));
        all(true, new BACnetUnconfirmedServiceRequestWhoIs(number(0, 100), number(1, 70_000), 0));
        all(
                false,
                new BACnetUnconfirmedServiceRequestIAm(
                        createBACnetApplicationTagObjectIdentifier((short) DEVICE, 70_000),
                        createBACnetApplicationTagUnsignedInteger(1476),
                        new BACnetSegmentationTagged(
                                createBACnetTagHeaderBalanced(false, (short) 9, 1),
                                BACnetSegmentation.NO_SEGMENTATION,
                                (short) 0,
                                TagClass.APPLICATION_TAGS),
                        createBACnetVendorIdApplicationTagged(260),
                        0));
        all(
                true,
                new BACnetUnconfirmedServiceRequestWhoHas(
                        null,
                        null,
                        new BACnetUnconfirmedServiceRequestWhoHasObjectName(
                                peeked(3),
                                createBACnetContextTagCharacterString(
                                        (byte) 3, BACnetCharacterEncoding.ISO_10646, "Zone 1")),
                        0));
        all(
                false,
                new BACnetUnconfirmedServiceRequestIHave(
                        createBACnetApplicationTagObjectIdentifier((short) DEVICE, 70_000),
                        createBACnetApplicationTagObjectIdentifier((short) ANALOG_INPUT, 1),
                        text("Zone 1"),
                        0));
    }

    private void read() throws SerializationException {
        ask(
                READ,
                new BACnetConfirmedServiceRequestReadProperty(
                        object(0, ANALOG_INPUT, 1), property(1, PRESENT_VALUE), null, 0L));
        answer(
                READ,
                new BACnetServiceAckReadProperty(
                        object(0, ANALOG_INPUT, 1),
                        property(1, PRESENT_VALUE),
                        null,
                        value(3, createBACnetApplicationTagReal(21.5f)),
                        0L));
        ask(
                REFUSED,
                new BACnetConfirmedServiceRequestReadProperty(
                        object(0, ANALOG_OUTPUT, 3), property(1, PRIORITY_ARRAY), number(2, 17), 0L));
        single(new APDUError(
                REFUSED,
                BACnetConfirmedServiceChoice.READ_PROPERTY,
                new BACnetErrorGeneral(error(ErrorClass.PROPERTY, ErrorCode.INVALID_ARRAY_INDEX)),
                0));
        ask(
                MULTIPLE,
                new BACnetConfirmedServiceRequestReadPropertyMultiple(
                        List.of(
                                asked(ANALOG_INPUT, 1, PRESENT_VALUE, OBJECT_NAME, UNITS),
                                asked(BINARY_INPUT, 2, PRESENT_VALUE, STATUS_FLAGS, PRIORITY_ARRAY)),
                        0L,
                        0L));
        answer(
                MULTIPLE,
                new BACnetServiceAckReadPropertyMultiple(
                        List.of(
                                found(
                                        ANALOG_INPUT,
                                        1,
                                        good(PRESENT_VALUE, createBACnetApplicationTagReal(-3.25f)),
                                        good(OBJECT_NAME, text("Zone 1")),
                                        good(UNITS, createBACnetApplicationTagEnumerated(62))),
                                found(
                                        BINARY_INPUT,
                                        2,
                                        good(PRESENT_VALUE, createBACnetApplicationTagEnumerated(1)),
                                        good(STATUS_FLAGS, flags(false, false, true, false)),
                                        bad(PRIORITY_ARRAY))),
                        0L,
                        0L));
    }

    private void write() throws SerializationException {
        ask(
                WRITE,
                new BACnetConfirmedServiceRequestWriteProperty(
                        object(0, ANALOG_OUTPUT, 3),
                        property(1, PRESENT_VALUE),
                        null,
                        value(3, createBACnetApplicationTagReal(55)),
                        number(4, 8),
                        0L));
        single(new APDUSimpleAck(WRITE, BACnetConfirmedServiceChoice.WRITE_PROPERTY, 0));
    }

    private void watch() throws SerializationException {
        ask(
                SUBSCRIBE,
                new BACnetConfirmedServiceRequestSubscribeCOV(
                        number(0, 18),
                        object(1, ANALOG_INPUT, 1),
                        createBACnetContextTagBoolean((byte) 2, false),
                        number(3, 300),
                        0L));
        single(new APDUSimpleAck(SUBSCRIBE, BACnetConfirmedServiceChoice.SUBSCRIBE_COV, 0));
        all(
                false,
                new BACnetUnconfirmedServiceRequestUnconfirmedCOVNotification(
                        number(0, 18),
                        object(1, DEVICE, 70_000),
                        object(2, ANALOG_INPUT, 1),
                        number(3, 240),
                        new BACnetPropertyValues(
                                createBACnetOpeningTag((short) 4),
                                List.of(
                                        changed(PRESENT_VALUE, createBACnetApplicationTagReal(22)),
                                        changed(STATUS_FLAGS, flags(false, true, false, false))),
                                createBACnetClosingTag((short) 4),
                                (short) 4,
                                BACnetObjectType.ANALOG_INPUT),
                        0));
    }

    private void manage() throws SerializationException {
        all(
                true,
                new BACnetUnconfirmedServiceRequestTimeSynchronization(
                        createBACnetApplicationTagDate(2026, (short) 11, (short) 26, (short) 4),
                        createBACnetApplicationTagTime((short) 14, (short) 30, (short) 5, (short) 25),
                        0));
        ask(
                SILENCE,
                new BACnetConfirmedServiceRequestDeviceCommunicationControl(
                        number(0, 5),
                        new BACnetConfirmedServiceRequestDeviceCommunicationControlEnableDisableTagged(
                                createBACnetTagHeaderBalanced(true, (short) 1, 1),
                                BACnetConfirmedServiceRequestDeviceCommunicationControlEnableDisable.DISABLE_INITIATION,
                                (short) 1,
                                TagClass.CONTEXT_SPECIFIC_TAGS),
                        createBACnetContextTagCharacterString((byte) 2, BACnetCharacterEncoding.ISO_10646, "secret"),
                        0L));
        single(new APDUSimpleAck(SILENCE, BACnetConfirmedServiceChoice.DEVICE_COMMUNICATION_CONTROL, 0));
        ask(
                RESTART,
                new BACnetConfirmedServiceRequestReinitializeDevice(
                        new BACnetConfirmedServiceRequestReinitializeDeviceReinitializedStateOfDeviceTagged(
                                createBACnetTagHeaderBalanced(true, (short) 0, 1),
                                BACnetConfirmedServiceRequestReinitializeDeviceReinitializedStateOfDevice.WARMSTART,
                                (short) 0,
                                TagClass.CONTEXT_SPECIFIC_TAGS),
                        null,
                        0L));
        single(new APDUSimpleAck(RESTART, BACnetConfirmedServiceChoice.REINITIALIZE_DEVICE, 0));
        ask(
                STRANGE,
                new BACnetConfirmedServiceRequestReadProperty(object(0, DEVICE, 70_000), property(1, 600), null, 0L));
        single(new APDUReject(
                STRANGE, new BACnetRejectReasonTagged(BACnetRejectReason.UNRECOGNIZED_SERVICE, 0, 1L), 0));
    }

    private static BACnetReadAccessSpecification asked(int type, int instance, int... properties) {
        return new BACnetReadAccessSpecification(
                object(0, type, instance),
                createBACnetOpeningTag((short) 1),
                java.util.Arrays.stream(properties)
                        .mapToObj(one -> new BACnetPropertyReference(property(0, one), null))
                        .toList(),
                createBACnetClosingTag((short) 1));
    }

    private static BACnetReadAccessResult found(int type, int instance, BACnetReadAccessProperty... results) {
        return new BACnetReadAccessResult(
                object(0, type, instance),
                new BACnetReadAccessResultListOfResults(
                        createBACnetOpeningTag((short) 1),
                        List.of(results),
                        createBACnetClosingTag((short) 1),
                        (short) 1,
                        BACnetObjectType.enumForValue((short) type)));
    }

    private static BACnetReadAccessProperty good(int property, BACnetApplicationTag value) {
        return result(property, value(4, value), null);
    }

    private static BACnetReadAccessProperty bad(int property) {
        return result(
                property,
                null,
                new ErrorEnclosed(
                        createBACnetOpeningTag((short) 5),
                        error(ErrorClass.PROPERTY, ErrorCode.UNKNOWN_PROPERTY),
                        createBACnetClosingTag((short) 5),
                        (short) 5));
    }

    private static BACnetReadAccessProperty result(int property, BACnetConstructedData value, ErrorEnclosed error) {
        return new BACnetReadAccessProperty(
                property(2, property),
                null,
                new BACnetReadAccessPropertyReadResult(peeked(value != null ? 4 : 5), value, error, null, null, null),
                null);
    }

    private static BACnetPropertyValue changed(int property, BACnetApplicationTag value) {
        return new BACnetPropertyValue(
                property(0, property),
                null,
                new BACnetConstructedDataElement(peeked(2), null, null, value(2, value), null, null, null),
                null,
                null);
    }

    private static BACnetConstructedData value(int tag, BACnetApplicationTag value) {
        return new BACnetConstructedDataUnspecified(
                createBACnetOpeningTag((short) tag),
                value.getHeader(),
                createBACnetClosingTag((short) tag),
                null,
                List.of(new BACnetConstructedDataElement(value.getHeader(), value, null, null, null, null, null)),
                (short) tag,
                null);
    }

    /** The codec wants to see which tag comes next, though it only needs it to read. */
    private static BACnetTagHeader peeked(int tag) {
        return createBACnetOpeningTag((short) tag).getHeader();
    }

    /** Four bits and as many unused: the codec's own helper leaves those out. */
    private static BACnetApplicationTag flags(Boolean... flags) {
        return new BACnetApplicationTagBitString(
                createBACnetTagHeaderBalanced(false, (short) 8, 2),
                new BACnetTagPayloadBitString((short) 4, List.of(flags), List.of(false, false, false, false), 2L));
    }

    private static org.apache.plc4x.java.bacnetip.readwrite.Error error(ErrorClass kind, ErrorCode code) {
        BACnetTagHeader header = createBACnetTagHeaderBalanced(false, (short) 9, 1);
        return new org.apache.plc4x.java.bacnetip.readwrite.Error(
                new ErrorClassTagged(header, kind, 0, (short) 0, TagClass.APPLICATION_TAGS),
                new ErrorCodeTagged(header, code, 0, (short) 0, TagClass.APPLICATION_TAGS));
    }

    private static BACnetContextTagObjectIdentifier object(int tag, int type, int instance) {
        return createBACnetContextTagObjectIdentifier((byte) tag, (short) type, instance);
    }

    private static BACnetPropertyIdentifierTagged property(int tag, int property) {
        return createBACnetPropertyIdentifierTagged((byte) tag, property);
    }

    private static BACnetContextTagUnsignedInteger number(int tag, long value) {
        return createBACnetContextTagUnsignedInteger((byte) tag, value);
    }

    private static BACnetApplicationTagCharacterString text(String value) {
        return createBACnetApplicationTagCharacterString(BACnetCharacterEncoding.ISO_10646, value);
    }

    private void ask(short invoke, BACnetConfirmedServiceRequest request) throws SerializationException {
        APDU apdu = new APDUConfirmedRequest(
                false,
                false,
                true,
                MaxSegmentsAccepted.UNSPECIFIED,
                MaxApduLengthAccepted.NUM_OCTETS_1476,
                invoke,
                null,
                null,
                request,
                null,
                null,
                0);
        say(true, new BVLCOriginalUnicastNPDU(application(apdu, true), 0));
    }

    private void answer(short invoke, BACnetServiceAck answer) throws SerializationException {
        single(new APDUComplexAck(false, false, invoke, null, null, answer, null, null, 0));
    }

    private void single(APDU apdu) throws SerializationException {
        say(false, new BVLCOriginalUnicastNPDU(application(apdu, false), 0));
    }

    private void all(boolean fromClient, BACnetUnconfirmedServiceRequest request) throws SerializationException {
        say(fromClient, new BVLCOriginalBroadcastNPDU(application(new APDUUnconfirmedRequest(request, 0), false), 0));
    }

    private static NPDU application(APDU apdu, boolean expectingReply) {
        NPDUControl control = new NPDUControl(false, false, false, expectingReply, NPDUNetworkPriority.NORMAL_MESSAGE);
        return new NPDU((short) 1, control, null, null, null, null, null, null, null, null, apdu, 0);
    }

    private static NPDU network(NLM message) {
        NPDUControl control = new NPDUControl(true, false, false, false, NPDUNetworkPriority.NORMAL_MESSAGE);
        return new NPDU((short) 1, control, null, null, null, null, null, null, null, message, null, 0);
    }

    private void say(boolean fromClient, BVLC message) throws SerializationException {
        WriteBufferByteBased octets = new WriteBufferByteBased(message.getLengthInBytes());
        message.serialize(octets);
        talk.heard(connection, true, fromClient, octets.getBytes());
    }
}
