package p

/*
Old doc.
*/
func target() {}
