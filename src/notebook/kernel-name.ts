/** The name under which notebooks ask for the kernel. */
export const kernelName = 'arlab'
/** The name that front ends show. */
export const kernelDisplayName = 'TypeScript (AR Lab)'
