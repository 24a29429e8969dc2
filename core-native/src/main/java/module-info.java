/** The native engine: its C++ library and the classes that load it. Internal to Densa; use the module of the core. */
module densa.nativecode {
    requires transitive org.bytedeco.javacpp;
    requires static org.jspecify;

    exports densa.nativecode;
}
