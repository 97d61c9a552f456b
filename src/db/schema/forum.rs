//! Tables of the forum.

diesel::table! {
    categories (id) {
        id -> Text,
        parent_id -> Nullable<Text>,
        name -> Text,
        slug -> Text,
        position -> BigInt,
        thread_count -> BigInt,
        created_at -> Timestamp,
        version -> BigInt,
    }
}

diesel::table! {
    threads (id) {
        id -> Text,
        category_id -> Text,
        kind -> Text,
        title -> Text,
        slug -> Text,
        author_id -> Text,
        created_at -> Timestamp,
        post_count -> BigInt,
        gone_count -> BigInt,
        last_post_at -> Timestamp,
        last_post_id -> Text,
        version -> BigInt,
        restriction -> Nullable<Text>,
        restriction_ground -> Nullable<Text>,
        locked -> Bool,
    }
}

diesel::table! {
    posts (id) {
        id -> Text,
        thread_id -> Text,
        number -> BigInt,
        author_id -> Text,
        body -> Text,
        body_html -> Text,
        body_hash -> Text,
        reply_to -> Nullable<Text>,
        reply_to_number -> Nullable<BigInt>,
        created_at -> Timestamp,
        received_at -> Timestamp,
        edited_at -> Nullable<Timestamp>,
        revision_count -> BigInt,
        state -> Text,
        deleted_at -> Nullable<Timestamp>,
        deleted_by -> Nullable<Text>,
        version -> BigInt,
        restriction -> Nullable<Text>,
        restriction_ground -> Nullable<Text>,
    }
}

diesel::table! {
    post_origins (post_id) {
        post_id -> Text,
        origin -> Text,
        by_new_member -> Bool,
        received_at -> Timestamp,
    }
}

diesel::table! {
    post_revisions (id) {
        id -> Text,
        post_id -> Text,
        number -> BigInt,
        body -> Text,
        edited_by -> Text,
        edited_at -> Timestamp,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    thread_tags (thread_id, tag) {
        thread_id -> Text,
        tag -> Text,
    }
}

diesel::joinable!(threads -> categories (category_id));
diesel::joinable!(posts -> threads (thread_id));
diesel::joinable!(thread_tags -> threads (thread_id));
diesel::joinable!(post_origins -> posts (post_id));
diesel::allow_tables_to_appear_in_same_query!(categories, threads, posts, post_origins, post_revisions, thread_tags);
