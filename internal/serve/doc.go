// Package serve shows a site while it is being written.
//
// A request is answered from a map in memory that a build has filled, never from the disk: there is no
// path to climb out of, and what is served is byte for byte what was built. A finished build replaces the
// map as a whole, so an answer comes from one build. Before a page is answered the sources are asked for
// their fingerprint; where it is a new one the site is built again first, once for all who wait.
//
// The server is meant for the machine that it runs on. It listens on loopback unless told otherwise, and
// answers only to the names that it goes by, so that no page of the web can read a draft by pointing a
// name of its own at this machine.
package serve
