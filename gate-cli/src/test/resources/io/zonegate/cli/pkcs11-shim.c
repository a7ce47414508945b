/*
 * A PKCS#11 library that passes everything on to another one (REAL) and fails on demand. What it is
 * to do stands in a file (CONTROL), read at each call that it looks at, one order a line:
 *
 *   FUNCTION ORDER VALUE AFTER
 *
 * FUNCTION is one of those below, ORDER is
 *   fail   return VALUE (a CKR code)
 *   delay  wait VALUE milliseconds, then go on
 *   gone   from now on every function looked at returns VALUE
 *   spoil  flip a bit of the signature (C_Sign)
 *   hide   leave mechanism VALUE out (C_GetMechanismList)
 *   flag   set these bits in CK_TOKEN_INFO.flags (C_GetTokenInfo)
 *   other  say another maker in CK_INFO.manufacturerID (C_GetInfo)
 * and AFTER is the number of calls of the function that go well before. Numbers as C writes them.
 *
 * The types are those of PKCS#11 2.40 on Unix; no header is needed.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef unsigned long ulong_t;
typedef ulong_t (*function_t)(void);

/* Places in CK_FUNCTION_LIST. */
enum { GET_INFO = 2, GET_FUNCTION_LIST = 3, GET_TOKEN_INFO = 6, GET_MECHANISM_LIST = 7, OPEN_SESSION = 12,
       CLOSE_SESSION = 13, LOGIN = 18, CREATE_OBJECT = 20, DESTROY_OBJECT = 22,
       SET_ATTRIBUTE_VALUE = 25, FIND_OBJECTS_INIT = 26, SIGN_INIT = 42, SIGN = 43,
       FUNCTIONS = 68 };

/* Offset of flags in CK_TOKEN_INFO: four texts of 32, 32, 16 and 16 octets before it. */
enum { FLAGS_OFFSET = 96 };

/* Offset of manufacturerID in CK_INFO: the version before it. */
enum { MAKER_OFFSET = 2 };

struct functions { unsigned char major, minor; function_t function[FUNCTIONS]; };

static struct functions ours;
static struct functions *theirs;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static ulong_t calls[FUNCTIONS];
static ulong_t gone;
static ulong_t generation;

struct orders { ulong_t fail, delay, spoil, hide, flag, other; };

static void look(int place, const char *name, struct orders *orders) {
  memset(orders, 0, sizeof *orders);
  pthread_mutex_lock(&lock);
  FILE *file = fopen(CONTROL, "r");
  char line[256];
  ulong_t now = 0;
  if (file && fgets(line, sizeof line, file) && sscanf(line, "%lu", &now) == 1 && now != generation) {
    generation = now;
    gone = 0;
    memset(calls, 0, sizeof calls);
  }
  while (file && fgets(line, sizeof line, file)) {
    char function[64], order[16];
    ulong_t value = 0, after = 0;
    if (sscanf(line, "%63s %15s %li %li", function, order, (long *) &value, (long *) &after) < 2) continue;
    if (strcmp(function, name) != 0 || calls[place] < after) continue;
    if (!strcmp(order, "fail")) orders->fail = value;
    if (!strcmp(order, "delay")) orders->delay = value;
    if (!strcmp(order, "spoil")) orders->spoil = 1;
    if (!strcmp(order, "hide")) orders->hide = value;
    if (!strcmp(order, "flag")) orders->flag = value;
    if (!strcmp(order, "other")) orders->other = 1;
    if (!strcmp(order, "gone")) gone = value;
  }
  if (file) fclose(file);
  calls[place]++;
  if (gone) orders->fail = gone;
  pthread_mutex_unlock(&lock);
  if (orders->delay) usleep(orders->delay * 1000);
}

static ulong_t sign(ulong_t session, void *data, ulong_t length, unsigned char *signature, ulong_t *size) {
  struct orders orders;
  ulong_t (*real)(ulong_t, void *, ulong_t, unsigned char *, ulong_t *) =
      (ulong_t (*)(ulong_t, void *, ulong_t, unsigned char *, ulong_t *)) theirs->function[SIGN];
  look(SIGN, "C_Sign", &orders);
  if (orders.fail) {
    /* A C_Sign that fails ends the operation all the same (PKCS#11 2.40, section 5.11). */
    unsigned char thrown_away[1024];
    ulong_t room = sizeof thrown_away;
    real(session, data, length, thrown_away, &room);
    return orders.fail;
  }
  ulong_t result = real(session, data, length, signature, size);
  if (result == 0 && signature && orders.spoil) signature[*size - 1] ^= 1;
  return result;
}

static ulong_t sign_init(ulong_t session, void *mechanism, ulong_t key) {
  struct orders orders;
  look(SIGN_INIT, "C_SignInit", &orders);
  if (orders.fail) return orders.fail;
  return ((ulong_t (*)(ulong_t, void *, ulong_t)) theirs->function[SIGN_INIT])(session, mechanism, key);
}

static ulong_t open_session(ulong_t slot, ulong_t flags, void *application, void *notify, void *session) {
  struct orders orders;
  look(OPEN_SESSION, "C_OpenSession", &orders);
  if (orders.fail) return orders.fail;
  return ((ulong_t (*)(ulong_t, ulong_t, void *, void *, void *)) theirs->function[OPEN_SESSION])(
      slot, flags, application, notify, session);
}

static ulong_t close_session(ulong_t session) {
  struct orders orders;
  look(CLOSE_SESSION, "C_CloseSession", &orders);
  if (orders.fail) return orders.fail;
  return ((ulong_t (*)(ulong_t)) theirs->function[CLOSE_SESSION])(session);
}

static ulong_t login(ulong_t session, ulong_t user, void *pin, ulong_t length) {
  struct orders orders;
  look(LOGIN, "C_Login", &orders);
  if (orders.fail) return orders.fail;
  return ((ulong_t (*)(ulong_t, ulong_t, void *, ulong_t)) theirs->function[LOGIN])(
      session, user, pin, length);
}

static ulong_t create_object(ulong_t session, void *template, ulong_t count, void *object) {
  struct orders orders;
  look(CREATE_OBJECT, "C_CreateObject", &orders);
  if (orders.fail) return orders.fail;
  return ((ulong_t (*)(ulong_t, void *, ulong_t, void *)) theirs->function[CREATE_OBJECT])(
      session, template, count, object);
}

static ulong_t destroy_object(ulong_t session, ulong_t object) {
  struct orders orders;
  look(DESTROY_OBJECT, "C_DestroyObject", &orders);
  if (orders.fail) return orders.fail;
  return ((ulong_t (*)(ulong_t, ulong_t)) theirs->function[DESTROY_OBJECT])(session, object);
}

static ulong_t set_attribute_value(ulong_t session, ulong_t object, void *template, ulong_t count) {
  struct orders orders;
  look(SET_ATTRIBUTE_VALUE, "C_SetAttributeValue", &orders);
  if (orders.fail) return orders.fail;
  return ((ulong_t (*)(ulong_t, ulong_t, void *, ulong_t)) theirs->function[SET_ATTRIBUTE_VALUE])(
      session, object, template, count);
}

static ulong_t get_info(unsigned char *info) {
  struct orders orders;
  look(GET_INFO, "C_GetInfo", &orders);
  if (orders.fail) return orders.fail;
  ulong_t result = ((ulong_t (*)(void *)) theirs->function[GET_INFO])(info);
  if (result == 0 && orders.other) memcpy(info + MAKER_OFFSET, "Another", 7);
  return result;
}

static ulong_t find_objects_init(ulong_t session, void *template, ulong_t count) {
  struct orders orders;
  look(FIND_OBJECTS_INIT, "C_FindObjectsInit", &orders);
  if (orders.fail) return orders.fail;
  return ((ulong_t (*)(ulong_t, void *, ulong_t)) theirs->function[FIND_OBJECTS_INIT])(
      session, template, count);
}

static ulong_t get_token_info(ulong_t slot, unsigned char *info) {
  struct orders orders;
  look(GET_TOKEN_INFO, "C_GetTokenInfo", &orders);
  if (orders.fail) return orders.fail;
  ulong_t result = ((ulong_t (*)(ulong_t, void *)) theirs->function[GET_TOKEN_INFO])(slot, info);
  if (result == 0 && orders.flag) {
    ulong_t flags;
    memcpy(&flags, info + FLAGS_OFFSET, sizeof flags);
    flags |= orders.flag;
    memcpy(info + FLAGS_OFFSET, &flags, sizeof flags);
  }
  return result;
}

static ulong_t get_mechanism_list(ulong_t slot, ulong_t *list, ulong_t *count) {
  struct orders orders;
  look(GET_MECHANISM_LIST, "C_GetMechanismList", &orders);
  if (orders.fail) return orders.fail;
  ulong_t result =
      ((ulong_t (*)(ulong_t, ulong_t *, ulong_t *)) theirs->function[GET_MECHANISM_LIST])(slot, list, count);
  for (ulong_t i = 0; result == 0 && list && i < *count; i++) {
    /* The first mechanism a second time, in the place of the one to hide. */
    if (orders.hide && list[i] == orders.hide) list[i] = list[0] == orders.hide ? list[1] : list[0];
  }
  return result;
}

ulong_t C_GetFunctionList(struct functions **list) {
  if (!theirs) {
    void *library = dlopen(REAL, RTLD_NOW | RTLD_LOCAL);
    ulong_t (*get)(struct functions **) =
        library ? (ulong_t (*)(struct functions **)) dlsym(library, "C_GetFunctionList") : 0;
    if (!get || get(&theirs) != 0) {
      theirs = 0;
      return 5; /* CKR_GENERAL_ERROR */
    }
    ours = *theirs;
    ours.function[GET_INFO] = (function_t) get_info;
    ours.function[DESTROY_OBJECT] = (function_t) destroy_object;
    ours.function[SET_ATTRIBUTE_VALUE] = (function_t) set_attribute_value;
    ours.function[GET_FUNCTION_LIST] = (function_t) C_GetFunctionList;
    ours.function[GET_TOKEN_INFO] = (function_t) get_token_info;
    ours.function[GET_MECHANISM_LIST] = (function_t) get_mechanism_list;
    ours.function[OPEN_SESSION] = (function_t) open_session;
    ours.function[CLOSE_SESSION] = (function_t) close_session;
    ours.function[LOGIN] = (function_t) login;
    ours.function[CREATE_OBJECT] = (function_t) create_object;
    ours.function[FIND_OBJECTS_INIT] = (function_t) find_objects_init;
    ours.function[SIGN_INIT] = (function_t) sign_init;
    ours.function[SIGN] = (function_t) sign;
  }
  *list = &ours;
  return 0;
}
