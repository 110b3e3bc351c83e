// Package serve shows a site while it is being written.
//
// A request is answered from a map in memory that a build has filled, never from the disk: there is no
// path to climb out of, and what is served is byte for byte what was built, but for one line in the head of
// each page as it is sent: the script that keeps it up to date. A finished build replaces the map as a
// whole, so an answer comes from one build.
//
// There is one way to a new build, look: it looks at all files, waits until they rest, and builds if any
// has changed. Before a page is answered somebody has looked, so that no page is ever old; the watcher looks
// whenever a folder stirs, and now and then without, so that open pages hear of it.
//
// The server is meant for the machine that it runs on. It listens on loopback unless told otherwise, and
// answers only to the names that it goes by, so that no page of the web can read a draft by pointing a
// name of its own at this machine.
package serve
