/**
 * Version of the rules of this folder. It is raised whenever any answer changes; a test holds the hash of the
 * answers to the conformance vectors against it.
 */
export const ENGINE_VERSION = '1.0.0';
