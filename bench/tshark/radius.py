"""RADIUS: code, id and the attributes that say who logs in where, and what he is answered."""
DISPLAY = "radius && !icmp"
ONE = "radius.code"
FIELDS = {
    "code": "radius.code", "id": "radius.id", "user": "radius.User_Name", "nas": "radius.NAS_Identifier", "nas_address": "radius.NAS_IP_Address",
    "port": "radius.NAS_Port", "port_name": "radius.NAS_Port_Id", "port_type": "radius.NAS_Port_Type", "service": "radius.Service_Type",
    "called_station": "radius.Called_Station_Id", "calling_station": "radius.Calling_Station_Id", "framed_address": "radius.Framed-IP-Address",
    "reply": "radius.Reply_Message", "status": "radius.Acct_Status_Type", "session": "radius.Acct_Session_Id",
    "session_seconds": "radius.Acct_Session_Time", "eap_type": "eap.type", "eap_identity": "eap.identity",
}
KNOWN = {}


def facts(said):
    if said["protocol"] != "radius":
        return None
    return [(name, said.get(name)) for name in FIELDS]
