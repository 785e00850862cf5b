import type { Bucket } from '../api/views'

// bucketName returns the name of a bucket's width in lower case, such as month; empty: there is none.
export const bucketName = (bucket: Bucket['bucket'] | null): string => bucket?.toLowerCase() ?? ''
