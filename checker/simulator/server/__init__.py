"""Sockets, connections and scripts of one simulator, on the thread of its network."""
