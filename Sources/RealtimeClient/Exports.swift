// One import is enough: the events, the sound and the way to a server are part of what a client's user writes.
@_exported public import Audio
@_exported public import Dialogue
@_exported public import Realtime
@_exported public import RealtimeSocket
