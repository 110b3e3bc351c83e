// Package publish puts files on disk, and loses nothing.
//
// A publish has two halves. While the site is built, Put writes each changed file into a stage, a
// dot-folder inside the output, so that a stage and its output share a file system. Commit makes the
// stage durable, then moves the files into place by rename: assets, pages, the files that list pages,
// and removals last. A reader meets each file whole, old or new, and no page whose asset is missing.
//
// The manifest says what is ours, by path and content hash. Before the first rename it is replaced by
// one that lists the coming files beside the present ones; after the last it is replaced by the final
// one. So a publish that was cut short at any point leaves a folder whose every file is still known to
// be ours, and the next publish mends it. What no manifest lists is never written, moved or removed.
//
// The folder is locked (flock, freed when the process dies) on Linux, macOS and the BSDs; elsewhere two
// publishes at once into one folder are not kept apart.
package publish
