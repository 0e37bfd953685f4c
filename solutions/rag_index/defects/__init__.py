"""The defects of rag_index, one file each."""
