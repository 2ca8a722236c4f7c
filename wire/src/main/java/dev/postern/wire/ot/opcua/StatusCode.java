package dev.postern.wire.ot.opcua;

import java.util.HashMap;
import java.util.Map;

/** Names of the status codes most met, OPC 10000-6 annex A.2: the upper half of the code. Immutable. */
final class StatusCode {
    private static final Map<Integer, String> NAMES = new HashMap<>();

    static {
        String known = """
                8001 BadUnexpectedError 8002 BadInternalError 8003 BadOutOfMemory 8004 BadResourceUnavailable 8005 BadCommunicationError
                8006 BadEncodingError 8007 BadDecodingError 8008 BadEncodingLimitsExceeded 8009 BadUnknownResponse 800A BadTimeout
                800B BadServiceUnsupported 800C BadShutdown 800D BadServerNotConnected 800E BadServerHalted 800F BadNothingToDo
                8010 BadTooManyOperations 8012 BadCertificateInvalid 8013 BadSecurityChecksFailed 8014 BadCertificateTimeInvalid
                801A BadCertificateUntrusted 801F BadUserAccessDenied 8020 BadIdentityTokenInvalid 8021 BadIdentityTokenRejected
                8022 BadSecureChannelIdInvalid 8025 BadSessionIdInvalid 8026 BadSessionClosed 8027 BadSessionNotActivated
                8028 BadSubscriptionIdInvalid 802A BadRequestHeaderInvalid 8031 BadNoCommunication 8032 BadWaitingForInitialData
                8033 BadNodeIdInvalid 8034 BadNodeIdUnknown 8035 BadAttributeIdInvalid 8036 BadIndexRangeInvalid 8037 BadIndexRangeNoData
                8039 BadDataEncodingUnsupported 803A BadNotReadable 803B BadNotWritable 803C BadOutOfRange 803D BadNotSupported 803E BadNotFound
                803F BadObjectDeleted 8040 BadNotImplemented 8042 BadMonitoredItemIdInvalid 804A BadContinuationPointInvalid
                8054 BadSecurityModeRejected 8055 BadSecurityPolicyRejected 8056 BadTooManySessions 805B BadParentNodeIdInvalid
                805E BadNodeIdExists 8060 BadNodeClassInvalid 8061 BadBrowseNameInvalid 8067 BadNoDeleteRights 8073 BadWriteNotSupported
                8074 BadTypeMismatch 8075 BadMethodInvalid 8076 BadArgumentsMissing 8077 BadTooManySubscriptions
                8078 BadTooManyPublishRequests 8079 BadNoSubscription 807A BadSequenceNumberUnknown 807D BadTcpServerTooBusy
                807E BadTcpMessageTypeInvalid 807F BadTcpSecureChannelUnknown 8080 BadTcpMessageTooLarge 8081 BadTcpNotEnoughResources
                8082 BadTcpInternalError 8083 BadTcpEndpointUrlInvalid 8084 BadRequestInterrupted 8085 BadRequestTimeout
                8086 BadSecureChannelClosed 8087 BadSecureChannelTokenUnknown 8089 BadConfigurationError 808A BadNotConnected
                808B BadDeviceFailure 808C BadSensorFailure 808D BadOutOfService 80AB BadInvalidArgument 80AC BadConnectionRejected
                80AE BadConnectionClosed 80AF BadInvalidState
                """;
        String[] words = known.strip().split("\\s+");
        for (int i = 0; i < words.length; i += 2) NAMES.put(Integer.parseInt(words[i], 16), words[i + 1]);
    }

    private StatusCode() {}

    static String name(long code) {
        if (code == 0) return "Good";
        String name = NAMES.get((int) (code >> 16));
        return name != null ? name : "0x" + Long.toHexString(code);
    }

    /** Severity 2, section 7.39 of part 4. */
    static boolean isBad(long code) {
        return (code & 0xC000_0000L) == 0x8000_0000L;
    }
}
